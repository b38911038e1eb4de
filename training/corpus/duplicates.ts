const SHINGLE = 6;
const BANDS = 8;
const ROWS = 8;
const HASHES = BANDS * ROWS;
const SLOT_BITS = 19;
/** Documents whose shingle sets overlap (Jaccard) at least this much are near duplicates. */
const SIMILAR = 0.8;
/** Signatures are kept in blocks of this many documents, so the store grows without copying. */
const BLOCK = 4096;

const MULTIPLIERS = Uint32Array.from({ length: HASHES }, (_, i) => mix(2 * i + 1) | 1);
const OFFSETS = Uint32Array.from({ length: HASHES }, (_, i) => mix(2 * i + 2));

/**
 * Finds near duplicates in one pass: MinHash over character shingles (Broder 1997), looked up by bands
 * of 8 rows (LSH: at similarity 0.8 a pair meets with probability 0.77, at 0.9 with 0.99, at 0.5 with
 * 0.03), then confirmed on the whole signature. A band's table has a fixed number of slots and the newest document wins
 * a slot, so memory is 16 MB of tables and 256 bytes for each document kept.
 */
export class NearDuplicates {
  private readonly tables = Array.from({ length: BANDS }, () => new Int32Array(1 << SLOT_BITS).fill(-1));
  private readonly blocks: Uint32Array[] = [];
  private readonly signature = new Uint32Array(HASHES);
  private kept = 0;

  /** True when a similar text was seen before; otherwise remembers this one. Texts under 6 characters: exact only. */
  seen(text: string): boolean {
    this.sign(text);
    const slots = this.tables.map((_, band) => this.slot(band));
    for (let band = 0; band < BANDS; band++) {
      const candidate = this.tables[band][slots[band]];
      if (candidate >= 0 && this.similarity(candidate) >= SIMILAR) return true;
    }
    this.remember(slots);
    return false;
  }

  private sign(text: string): void {
    const { signature } = this;
    signature.fill(0xffffffff);
    const compact = text.replace(/\s+/g, '');
    const last = Math.max(0, compact.length - SHINGLE);
    for (let start = 0; start <= last; start++) {
      let shingle = 0;
      const end = Math.min(compact.length, start + SHINGLE);
      for (let i = start; i < end; i++) shingle = Math.imul(shingle ^ compact.charCodeAt(i), 0x5bd1e995) + 1;
      shingle = mix(shingle);
      for (let k = 0; k < HASHES; k++) {
        const value = (Math.imul(shingle, MULTIPLIERS[k]) + OFFSETS[k]) >>> 0;
        if (value < signature[k]) signature[k] = value;
      }
    }
  }

  private slot(band: number): number {
    let hash = band;
    for (let row = band * ROWS; row < (band + 1) * ROWS; row++) hash = mix(hash ^ this.signature[row]);
    return hash >>> (32 - SLOT_BITS);
  }

  private similarity(candidate: number): number {
    const block = this.blocks[Math.floor(candidate / BLOCK)];
    const offset = (candidate % BLOCK) * HASHES;
    let equal = 0;
    for (let k = 0; k < HASHES; k++) if (block[offset + k] === this.signature[k]) equal++;
    return equal / HASHES;
  }

  private remember(slots: number[]): void {
    const index = this.kept++;
    if (index % BLOCK === 0) this.blocks.push(new Uint32Array(BLOCK * HASHES));
    this.blocks[this.blocks.length - 1].set(this.signature, (index % BLOCK) * HASHES);
    slots.forEach((slot, band) => {
      this.tables[band][slot] = index;
    });
  }
}

/** murmur3's finaliser: spreads 32 bits. */
function mix(value: number): number {
  let hash = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
