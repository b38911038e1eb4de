interface Prefix {
  ids: readonly number[];
  saved: Float32Array[];
}

/** Shorter than this, computing costs no more than looking and copying. */
const LEAST_TOKENS = 16;

/**
 * Keys and values of prompts lately read, so that what a prompt begins alike with one of them (a fixed prefix, the
 * earlier turns of a conversation) is copied instead of computed. Nothing in it can be read out but by a prompt that
 * holds the same tokens.
 */
export class PrefixStore {
  /** The one used last stands last. */
  private readonly prefixes: Prefix[] = [];
  private bytes = 0;

  constructor(private readonly mostBytes: number) {}

  /** The stored prefix that agrees longest with `ids`, and how far it does. */
  longest(ids: readonly number[]): { saved: Float32Array[]; length: number } | undefined {
    let best = -1;
    let length = LEAST_TOKENS - 1;
    for (const [i, prefix] of this.prefixes.entries()) {
      const common = commonLength(prefix.ids, ids);
      if (common > length) [best, length] = [i, common];
    }
    if (best < 0) return undefined;
    const [found] = this.prefixes.splice(best, 1);
    this.prefixes.push(found);
    return { saved: found.saved, length };
  }

  /** Keeps a prompt, unless it is short or another holds it already; those that it holds go, then the oldest. */
  add(ids: readonly number[], save: () => Float32Array[]): void {
    const covered = this.prefixes.some((known) => commonLength(known.ids, ids) === ids.length);
    if (ids.length < LEAST_TOKENS || covered) return;
    const part = this.prefixes.findIndex((known) => commonLength(known.ids, ids) === known.ids.length);
    if (part >= 0) this.drop(part);
    const saved = save();
    this.prefixes.push({ ids: [...ids], saved });
    this.bytes += sizeOf(saved);
    while (this.bytes > this.mostBytes) this.drop(0);
  }

  private drop(i: number): void {
    const [dropped] = this.prefixes.splice(i, 1);
    this.bytes -= sizeOf(dropped.saved);
  }
}

function commonLength(a: readonly number[], b: readonly number[]): number {
  const most = Math.min(a.length, b.length);
  let length = 0;
  while (length < most && a[length] === b[length]) length++;
  return length;
}

const sizeOf = (saved: readonly Float32Array[]) => saved.reduce((sum, part) => sum + part.byteLength, 0);
