import { dateFits } from './calendar';
import type { Claim, ClaimKind } from './claim';
import { claims, type Vocabulary } from './claims';
import { boundFits, periodFits } from './context';
import { fold } from './fold';
import { productFits } from './names';

/**
 * The claims of an answer that none of the passages makes. A passage makes a claim when it has the same value in
 * the same unit, with a bound and a period that fit; what it has the value for (which fee, which limit) is not
 * looked at.
 */
export function unsupported(
  answer: string,
  passages: readonly string[],
  vocabulary: Vocabulary = { products: [] },
): Claim[] {
  const source = sourceOf(passages, vocabulary);
  return claims(answer, vocabulary).filter((claim) => !claim.incidental && !source(claim));
}

/** Whether the passages make a claim. */
function sourceOf(passages: readonly string[], vocabulary: Vocabulary): (claim: Claim) => boolean {
  const made = new Map<ClaimKind, Map<string, Claim[]>>();
  for (const claim of passages.flatMap((passage) => claims(passage, vocabulary))) {
    const values = made.get(claim.kind) ?? new Map<string, Claim[]>();
    const alike = values.get(claim.value) ?? [];
    if (!alike.some(({ bound, per }) => bound === claim.bound && per === claim.per)) alike.push(claim);
    made.set(claim.kind, values.set(claim.value, alike));
  }
  const plain = passages.map((passage) => fold(passage).text.replace(/[\s'"]/g, '')).join('\n');

  return ({ kind, value, bound, per }) => {
    if (kind === 'quote') return plain.includes(value);
    const values = made.get(kind) ?? new Map<string, Claim[]>();
    const sources = [...(values.get(value) ?? [])];
    if (kind === 'date' || kind === 'product') {
      for (const [other, claims] of values) {
        if (kind === 'date' ? dateFits(value, other) : productFits(value, other, vocabulary.products))
          sources.push(...claims);
      }
    }
    return sources.some((source) => boundFits(bound, source.bound) && periodFits(per, source.per));
  };
}
