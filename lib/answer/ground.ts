import {
  contradictions,
  mispaired,
  repetitions,
  unsupported,
  unsupportedSentences,
} from '@/lib/guard/grounding';
import type { Citation } from './citation';

/**
 * What a text says that the cited entries do not: claims, then claims that belong to
 * something else there, then reversals of what they say, then sentences of other words, then sentences that go round
 * in a ring. Empty when it stands.
 */
export function unsupportedIn(text: string, citations: readonly Citation[]): string[] {
  const passages = citations.map(({ question, answer }) => `${question}\n${answer}`);
  for (const check of [unsupported, mispaired, contradictions, unsupportedSentences, repetitions]) {
    const found = check(text, passages);
    if (found.length > 0) return found.map((span) => span.text);
  }
  return [];
}
