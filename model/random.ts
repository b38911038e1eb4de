/** The four 32-bit words that are the whole of a generator: store them, set them, and the stream goes on. */
export type RandomState = [a: number, b: number, c: number, counter: number];

/**
 * A small seeded generator, equal on every machine: sfc32 with the seeding of its author
 * (Chris Doty-Humphrey, PractRand 0.95, public domain). Period at least 2^32, about 2^127 on average;
 * passes PractRand to many terabytes. Not for secrets.
 */
export class Random {
  private a = 0;
  private b: number;
  private c: number;
  private counter = 1;

  /** @param seed any safe integer, negative too; different seeds give different streams */
  constructor(seed: number) {
    if (!Number.isSafeInteger(seed)) throw new RangeError(`random seed ${seed} is not a safe integer`);
    this.b = seed | 0;
    this.c = Math.floor(seed / 2 ** 32) | 0;
    for (let i = 0; i < 12; i++) this.bits32();
  }

  /** Uniform in [0, 1) with all 53 bits that a double can hold there. */
  next(): number {
    const high = this.bits32() >>> 5;
    const low = this.bits32() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  /** Standard normal by Box and Muller's transform; its twin is dropped, so that the state stays four words. */
  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()));
    return radius * Math.cos(2 * Math.PI * this.next());
  }

  get state(): RandomState {
    return [this.a >>> 0, this.b >>> 0, this.c >>> 0, this.counter >>> 0];
  }

  set state([a, b, c, counter]: RandomState) {
    this.a = a | 0;
    this.b = b | 0;
    this.c = c | 0;
    this.counter = counter | 0;
  }

  private bits32(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return sum;
  }
}
