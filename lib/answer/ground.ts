import {
  contradictions,
  mispaired,
  opposites,
  repetitions,
  unsupported,
  unsupportedSentences,
} from '@/lib/guard/grounding';
import { passageOf } from '@/model/prompt';
import type { Citation } from './citation';

/** What is looked at in a sentence, in this order: the first that finds something decides. */
const CHECKS = {
  /** Claims (numbers, dates, phones, menus, products) that are not in the source. */
  claims: unsupported,
  /** Claims that belong to something else there. */
  pairs: mispaired,
  /** Reversals of what it says. */
  reversals: contradictions,
  /** Opposites in the place of its words. */
  opposites,
  /** Sentences in other words. */
  wording: unsupportedSentences,
  /** Words that go round in a ring. */
  repetition: repetitions,
};
export type Check = keyof typeof CHECKS;

/** What is wrong with a sentence: by which check, and where. */
export interface Verdict {
  failed?: Check;
  spans: string[];
}

/**
 * Whether some cited entry says by itself what a sentence says; if none does, what the first one lacks. Two entries
 * together support nothing: "하루 100만원, 하루 600만원" may be right in each and wrong in one sentence.
 */
export function verdictOf(text: string, citations: readonly Citation[]): Verdict {
  const verdicts = citations.map((citation) => verdictBy(text, [passageOf(citation)]));
  return verdicts.find(({ failed }) => !failed) ?? verdicts[0] ?? { spans: [] };
}

/** What a sentence says that no cited entry says by itself. Empty when it stands. */
export const unsupportedIn = (text: string, citations: readonly Citation[]): string[] =>
  verdictOf(text, citations).spans;

function verdictBy(text: string, passages: readonly string[]): Verdict {
  for (const [failed, check] of Object.entries(CHECKS) as [Check, (typeof CHECKS)[Check]][]) {
    const found = check(text, passages);
    if (found.length > 0) return { failed, spans: found.map((span) => span.text) };
  }
  return { spans: [] };
}
