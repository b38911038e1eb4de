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
  /** The pieces of the answer that a right reply holds. */
  facts: string[];
  effective_date: string;
  source: string;
  related: string[];
}

export interface Hit {
  entry: Served;
  /** It orders the hits: cosine and BM25, weighed. */
  score: number;
  /** Cosine of the entry's vector; 0 without an encoder. */
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
 * What a point of BM25 counts beside a cosine. A sum of the two was better than a fusion of their ranks: of wordings
 * kept apart, of entries that no tuning saw, 0.757 come first and 0.910 among the first three.
 */
const LEXICAL_WEIGHT = 0.015;

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

  /** Makes an entry findable as it now stands. @param vector the entry's, where it is known already */
  async set(entry: Served, vector?: Float32Array): Promise<void> {
    const embedded = this.embed && (vector ?? (await embedEntries(this.embed, [entry]))[0]);
    this.delete(entry.id);
    this.entries.set(entry.id, entry);
    this.lexical.set(entry.id, [entry.question, ...entry.variants, entry.answer]);
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

type Texts = Pick<Served, 'question' | 'variants' | 'answer'>;

/** More wordings than these move the mean no more. */
const EMBEDDED_WORDINGS = 10;

/** What entries are about, as unit vectors: the mean of the question's, the first wordings' and the answer's. */
export async function embedEntries(embed: Embed, entries: readonly Texts[]): Promise<Float32Array[]> {
  const texts = entries.map(({ question, variants, answer }) => [
    question,
    ...variants.slice(0, EMBEDDED_WORDINGS),
    answer,
  ]);
  const vectors = (await embed(texts.flat())).values();
  return texts.map((own) => mean(own.map(() => vectors.next().value!)));
}

function mean(vectors: readonly Float32Array[]): Float32Array {
  const sum = vectors[0].map((_, i) => vectors.reduce((total, vector) => total + vector[i], 0));
  const length = Math.hypot(...sum);
  return sum.map((x) => x / length);
}

const bare = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
