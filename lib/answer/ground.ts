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

/**
 * What a sentence says that no cited entry says by itself: claims, then claims that belong to something else there, then
 * reversals and opposites of what it says, then other words, then words that go round in a ring. Empty when it stands. Two entries
 * together support nothing: "하루 100만원, 하루 600만원" may be right in each and wrong in one sentence.
 */
export function unsupportedIn(text: string, citations: readonly Citation[]): string[] {
  const found = citations.map((citation) => unsupportedBy(text, [passageOf(citation)]));
  return found.find((spans) => spans.length === 0) ?? found[0] ?? [];
}

function unsupportedBy(text: string, passages: readonly string[]): string[] {
  for (const check of [
    unsupported,
    mispaired,
    contradictions,
    opposites,
    unsupportedSentences,
    repetitions,
  ]) {
    const found = check(text, passages);
    if (found.length > 0) return found.map((span) => span.text);
  }
  return [];
}
