import type { Hit } from '@/lib/knowledge/search';

/** What the first hits tell: whether one answers, whether one of two might, or none does. */
export type Confidence = 'exact' | 'sure' | 'between' | 'none';

/**
 * The score from which on a hit answers, and by how much it must lead. Chosen on wordings kept apart, of which 97 %
 * reach it, and on small talk (data/dialogues), of which a third does; not on the evaluation's questions.
 */
const NEAR = 1.05;
const LEAD = 0.015;

export function confidenceOf(hits: readonly Hit[]): Confidence {
  const [first, second] = hits;
  if (!first) return 'none';
  if (first.exact) return 'exact';
  if (first.score < NEAR) return 'none';
  return second && first.score - second.score < LEAD ? 'between' : 'sure';
}
