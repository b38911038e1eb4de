import type { OutsideKind } from '@/lib/knowledge/outside';
import type { Findings, Hit } from '@/lib/knowledge/search';

/** What search's findings tell: whether an entry answers, whether one of two might, or why none does. */
export type Confidence = 'exact' | 'sure' | 'between' | OutsideKind;

/**
 * The score from which on a hit answers, and by how much it must lead. All thresholds here were chosen on wordings that
 * tuning keeps apart and that share no main word with the others, not on the evaluation's questions.
 */
const NEAR = 1.05;
const LEAD = 0.01;
/**
 * From which lead on what is outside counts, below 0 since it is the rarer: 0.91 of the subjects' wordings kept apart
 * reach it, and 0.09 of the entries' hardest; of 220 ordinary questions 2. In a conversation a question may say too
 * little to be answered alone.
 */
const OUTSIDE_LEAD = -0.22;
const VAGUE_LEAD = 0.15;

/** A second entry that is behind by less than this may be the one that is meant. */
const ALTERNATIVE_LEAD = 0.25;

export const hasAlternative = ([first, second]: readonly Hit[]) =>
  second !== undefined && first.score - second.score < ALTERNATIVE_LEAD;

/** @param later whether something was said before the question */
export function confidenceOf({ hits: [first, second], outside }: Findings, later = false): Confidence {
  if (!first) return outside?.kind ?? 'unanswerable';
  if (first.exact) return 'exact';
  if (outside) {
    const vague = later && outside.kind === 'unanswerable';
    if (outside.lead > (vague ? VAGUE_LEAD : OUTSIDE_LEAD)) return outside.kind;
    if (outside.exact && !vague) return outside.kind;
  }
  if (first.score < NEAR) return 'unanswerable';
  return second && first.score - second.score < LEAD ? 'between' : 'sure';
}
