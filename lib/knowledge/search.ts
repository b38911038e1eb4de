import { DenseIndex } from './dense';
import { fuse } from './fuse';
import { LexicalIndex } from './lexical';

/** A published entry as answers use it. */
export interface Served {
  id: string;
  version: number;
  area: string;
  question: string;
  variants: string[];
  answer: string;
  effective_date: string;
  source: string;
  related: string[];
}

export interface Hit {
  entry: Served;
  /** Fused score; it orders, and means nothing by itself. */
  score: number;
  /** Cosine of the nearest of the entry's texts; 0 without an encoder or below the ranked ones. */
  similarity: number;
  /** BM25 of the entry. */
  lexical: number;
  /** Whether the question is one of the entry's own wordings, but for spaces, marks and case. */
  exact: boolean;
}

/** Texts to unit vectors. */
export type Embed = (texts: readonly string[]) => Promise<Float32Array[]>;

/** How deep each ranking is read before they are fused. */
const DEPTH = 20;

// Chosen on wordings kept apart (training/split.ts), not on the evaluation's questions.
const LEXICAL_WEIGHT = 1;
const DENSE_WEIGHT = 1.5;

/** Search over the published entries: lexical and dense rankings, fused. Kept in memory, changed entry by entry. */
export class KnowledgeSearch {
  private readonly entries = new Map<string, Served>();
  private readonly lexical = new LexicalIndex();
  private readonly exact = new Map<string, string>();
  private readonly dense?: DenseIndex;

  /** @param embed absent, the search is lexical only @param width of its vectors */
  constructor(
    private readonly embed?: Embed,
    width = 0,
  ) {
    if (embed) this.dense = new DenseIndex(width);
  }

  get size(): number {
    return this.entries.size;
  }

  /** Makes an entry findable as it now stands. @param vectors of `textsOf` the entry, where they are known already */
  async set(entry: Served, vectors?: readonly Float32Array[]): Promise<void> {
    const embedded = this.embed && (vectors ?? (await this.embed(textsOf(entry))));
    this.delete(entry.id);
    this.entries.set(entry.id, entry);
    this.lexical.set(entry.id, textsOf(entry));
    if (embedded) this.dense?.set(entry.id, embedded);
    for (const wording of [entry.question, ...entry.variants]) this.exact.set(bare(wording), entry.id);
  }

  delete(id: string): void {
    const entry = this.entries.get(id);
    if (!entry) return;
    for (const wording of [entry.question, ...entry.variants]) {
      if (this.exact.get(bare(wording)) === id) this.exact.delete(bare(wording));
    }
    this.entries.delete(id);
    this.lexical.delete(id);
    this.dense?.delete(id);
  }

  get(id: string): Served | undefined {
    return this.entries.get(id);
  }

  /** The `k` entries that most likely answer `text`, best first. */
  async search(text: string, k: number): Promise<Hit[]> {
    const lexical = this.lexical.search(text, DEPTH);
    const dense = this.embed && this.dense ? this.dense.search((await this.embed([text]))[0], DEPTH) : [];
    const own = this.exact.get(bare(text));
    const fused = fuse([
      { ranking: lexical, weight: LEXICAL_WEIGHT },
      { ranking: dense, weight: DENSE_WEIGHT },
    ]);
    const lexicalOf = new Map(lexical.map(({ id, score }) => [id, score]));
    const similarityOf = new Map(dense.map(({ id, similarity }) => [id, similarity]));
    const hits = fused.flatMap(({ id, score }): Hit[] => {
      const entry = this.entries.get(id);
      if (!entry) return [];
      const found = { similarity: similarityOf.get(id) ?? 0, lexical: lexicalOf.get(id) ?? 0 };
      return [{ entry, score, ...found, exact: id === own }];
    });
    return hits.sort((a, b) => Number(b.exact) - Number(a.exact)).slice(0, k);
  }
}

/** What an entry is found by. */
export const textsOf = ({ question, variants, answer }: Served): string[] => [question, ...variants, answer];

const bare = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
