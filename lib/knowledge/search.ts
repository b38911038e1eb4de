import { DenseIndex } from './dense';
import { LexicalIndex } from './lexical';
import type { OutsideKind, OutsideSubject } from './outside';
import { NO_SCORES, type Scores } from './scores';

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

/** What search makes of a question. */
export interface Findings {
  /** Entries that may answer it, best first. */
  hits: Hit[];
  /** The subject outside the knowledge that it is nearest to, and by how much nearer than to any entry. */
  outside?: { kind: OutsideKind; lead: number; exact: boolean };
}

/** A place in one ranking: an entry, or a subject outside the knowledge by its first wording. */
export interface Ranked {
  id: string;
  question: string;
  outside?: OutsideKind;
  score: number;
}

/** Texts to unit vectors. */
export type Embed = (texts: readonly string[]) => Promise<Float32Array[]>;

/** Entries of each ranking that are looked at. */
const DEPTH = 40;

/**
 * What a point of BM25 counts beside a cosine. A sum of the two was better than reciprocal rank fusion at its best
 * weights: of the hardest wordings kept apart, of entries that no tuning saw, 0.71 came first against 0.65.
 */
export const LEXICAL_WEIGHT = 0.015;

const bestFirst = <T extends { exact: boolean; score: number }>(a: T, b: T) =>
  Number(b.exact) - Number(a.exact) || b.score - a.score;

/** How much of a question's strength is its best score; the rest is the mean of the best three. */
const BEST_SHARE = 0.4;

/** How near a question is to a side, entries or subjects: three that are near say more than one. */
function strength(found: readonly { score: number }[]): number {
  const scores = found.slice(0, 3).map(({ score }) => score);
  const mean = scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);
  return BEST_SHARE * (scores[0] ?? 0) + (1 - BEST_SHARE) * mean;
}

const NOTHING_CARRIED: ReadonlyMap<string, number> = new Map();

/**
 * What it counts at most that the turn before was about an entry. More finds more of the later questions in
 * data/dialogues (0.8 of 206 first; by the question alone 0.27) and less of what is about something else than the turn
 * before.
 */
const CONTEXT_WEIGHT = 0.5;

/** Search over the published entries: lexical and dense together. Kept in memory, changed entry by entry. */
export class KnowledgeSearch {
  private readonly entries = new Map<string, Served>();
  private readonly lexical = new LexicalIndex();
  private readonly exact = new Map<string, string>();
  private readonly subjects = new Map<string, OutsideSubject>();
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

  /** The questions of those of these entries that are there. */
  questions(ids: readonly string[]): string[] {
    return ids.flatMap((id) => this.entries.get(id)?.question ?? []);
  }

  /** Makes known what the knowledge does not answer, so that it is told from what it does. */
  async setOutside(subjects: readonly OutsideSubject[]): Promise<void> {
    const vectors =
      this.embed &&
      (await embedWordings(
        this.embed,
        subjects.map(({ wordings }) => wordings),
      ));
    for (const [i, subject] of subjects.entries()) {
      this.subjects.set(subject.id, subject);
      for (const wording of subject.wordings) this.exact.set(bare(wording), subject.id);
      this.lexical.set(subject.id, subject.wordings);
      if (vectors) this.dense?.set(subject.id, vectors[i]);
    }
  }

  /** The `k` entries that most likely answer `text`, best first. */
  async search(text: string, k: number): Promise<Hit[]> {
    return (await this.consider(text, k)).hits;
  }

  /**
   * The `k` entries that most likely answer `text`, and the subject outside them that it may be about instead.
   *
   * @param context what was said just before: a short question ("그럼 수수료는요?") is about the same entry
   */
  async consider(text: string, k: number, context = ''): Promise<Findings> {
    const asked = await this.scores(text);
    const carried = context ? await this.carried(context) : NOTHING_CARRIED;
    const own = this.exact.get(bare(text));
    const hits: Hit[] = [];
    const subjects: { kind: OutsideKind; score: number; exact: boolean }[] = [];
    for (const id of new Set([...asked.near, ...carried.keys()])) {
      const found = asked.of(id);
      const entry = this.entries.get(id);
      const subject = this.subjects.get(id);
      const exact = id === own;
      if (entry) hits.push({ entry, ...found, score: found.score + (carried.get(id) ?? 0), exact });
      else if (subject) subjects.push({ kind: subject.kind, score: found.score, exact });
    }
    hits.sort(bestFirst);
    const [nearest] = subjects.sort(bestFirst);
    const outside = nearest && {
      kind: nearest.kind,
      exact: nearest.exact,
      lead: strength(subjects) - strength(hits),
    };
    return { hits: hits.slice(0, k), outside };
  }

  /** The `k` best of each of the two rankings that the order of the hits is made from. */
  async rankings(text: string, k: number): Promise<{ lexical: Ranked[]; dense: Ranked[] }> {
    const { lexical, dense } = await this.compared(text);
    const ranked = ({ best, of }: Scores) =>
      best(k).map((id): Ranked => {
        const subject = this.subjects.get(id);
        const question = this.entries.get(id)?.question ?? subject?.wordings[0] ?? '';
        return { id, question, outside: subject?.kind, score: of(id) };
      });
    return { lexical: ranked(lexical), dense: ranked(dense) };
  }

  private async compared(text: string): Promise<{ lexical: Scores; dense: Scores }> {
    const lexical = this.lexical.compare(text);
    if (!this.embed || !this.dense) return { lexical, dense: NO_SCORES };
    return { lexical, dense: await this.dense.compare((await this.embed([text]))[0]) };
  }

  private async scores(text: string) {
    const { lexical, dense } = await this.compared(text);
    const of = (id: string) => {
      const found = { lexical: lexical.of(id), similarity: dense.of(id) };
      return { ...found, score: found.similarity + LEXICAL_WEIGHT * found.lexical };
    };
    const near = new Set([...lexical.best(DEPTH), ...dense.best(DEPTH)]);
    return { of, near: [...near] };
  }

  /** What each entry near to the context gains by it: the nearest all, the farthest nothing. */
  private async carried(context: string): Promise<Map<string, number>> {
    const { of, near } = await this.scores(context);
    const entries = near.filter((id) => this.entries.has(id)).map((id) => ({ id, score: of(id).score }));
    const scores = entries.map(({ score }) => score);
    const [least, most] = [Math.min(...scores), Math.max(...scores)];
    const share = (score: number) => (most > least ? (score - least) / (most - least) : 1);
    return new Map(entries.map(({ id, score }) => [id, CONTEXT_WEIGHT * share(score)]));
  }
}

/** More of an entry's or a subject's texts than these move their mean no more. */
const EMBEDDED_TEXTS = 12;

/** What entries are about, as unit vectors: the mean of the question's, the answer's and the first wordings'. */
export const embedEntries = (
  embed: Embed,
  entries: readonly Pick<Served, 'question' | 'variants' | 'answer'>[],
): Promise<Float32Array[]> =>
  embedWordings(
    embed,
    entries.map(({ question, variants, answer }) => [question, answer, ...variants]),
  );

async function embedWordings(
  embed: Embed,
  wordings: readonly (readonly string[])[],
): Promise<Float32Array[]> {
  const some = wordings.map((texts) => texts.slice(0, EMBEDDED_TEXTS));
  const vectors = (await embed(some.flat())).values();
  return some.map((texts) => mean(texts.map(() => vectors.next().value!)));
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
