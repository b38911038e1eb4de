import { DenseIndex } from './dense';
import { LexicalIndex } from './lexical';
import { NO_SCORES } from './scores';

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
  /** It orders the hits: cosine and BM25, weighed. */
  score: number;
  /** Cosine of the nearest of the entry's texts; 0 without an encoder. */
  similarity: number;
  /** BM25 of the entry. */
  lexical: number;
  /** Whether the question is one of the entry's own wordings, but for spaces, marks and case. */
  exact: boolean;
}

/** Texts to unit vectors. */
export type Embed = (texts: readonly string[]) => Promise<Float32Array[]>;

/** Entries of each ranking that are looked at. */
const DEPTH = 40;

/**
 * What a point of BM25 counts beside a cosine. The sum was chosen over reciprocal rank fusion on wordings kept apart:
 * hit@1 0.64 and 0.56 (entries seen in tuning, and not) against 0.60 and 0.55 at the best weights of the ranks. With
 * the concepts of data/synonyms.json and some 35 wordings an entry: hit@1 0.78 and 0.76, hit@3 0.94 and 0.90.
 */
const LEXICAL_WEIGHT = 0.01;

/** Search over the published entries: lexical and dense together. Kept in memory, changed entry by entry. */
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

  ids(): string[] {
    return [...this.entries.keys()];
  }

  get(id: string): Served | undefined {
    return this.entries.get(id);
  }

  /** The `k` entries that most likely answer `text`, best first. */
  async search(text: string, k: number): Promise<Hit[]> {
    const lexical = this.lexical.compare(text);
    const dense =
      this.embed && this.dense ? await this.dense.compare((await this.embed([text]))[0]) : NO_SCORES;
    const own = this.exact.get(bare(text));
    const hits = [...new Set([...lexical.best(DEPTH), ...dense.best(DEPTH)])].flatMap((id): Hit[] => {
      const entry = this.entries.get(id);
      if (!entry) return [];
      const found = { lexical: lexical.of(id), similarity: dense.of(id) };
      return [
        { entry, ...found, score: found.similarity + LEXICAL_WEIGHT * found.lexical, exact: id === own },
      ];
    });
    return hits.sort((a, b) => Number(b.exact) - Number(a.exact) || b.score - a.score).slice(0, k);
  }
}

/** What an entry is found by. */
export const textsOf = ({ question, variants, answer }: Served): string[] => [question, ...variants, answer];

const bare = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
