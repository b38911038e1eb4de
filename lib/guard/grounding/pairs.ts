import type { Claim } from './claim';
import { claims, type Vocabulary } from './claims';
import type { Span } from './prose';

/** Marks between two claims that begin another statement. */
const APART = /[,;·\n]|(?<!\d)[.?!](?!\d)/;

/**
 * Claims that stand side by side in an answer and nowhere so in its passages: "6개월 2.80%" where the source has
 * "6개월 2.60%, 12개월 2.80%". Each value alone is the source's, and the statement is not.
 */
export function mispaired(
  answer: string,
  passages: readonly string[],
  vocabulary: Vocabulary = { products: [] },
): Span[] {
  const known = new Set(passages.flatMap((passage) => neighbours(passage, vocabulary).map(({ key }) => key)));
  return neighbours(answer, vocabulary)
    .filter(({ start, end, key }) => !APART.test(answer.slice(start, end)) && !known.has(key))
    .map(({ first, second }) => ({
      text: answer.slice(first.start, second.end),
      start: first.start,
      end: second.end,
    }));
}

/** Each claim with the next one, and what lies between. */
function neighbours(text: string, vocabulary: Vocabulary) {
  const stated = claims(text, vocabulary)
    .filter(({ incidental, kind }) => !incidental && VALUES.has(kind))
    .sort((a, b) => a.start - b.start);
  return stated.slice(1).map((second, i) => {
    const first = stated[i];
    const key = `${keyOf(first)} ${keyOf(second)}`;
    return { first, second, start: first.end, end: second.start, key };
  });
}

/** What has a value that belongs to something; a channel or a quoted menu may stand beside anything. */
const VALUES = new Set<Claim['kind']>([
  'amount',
  'rate',
  'number',
  'date',
  'time',
  'duration',
  'phone',
  'product',
]);

const keyOf = ({ kind, value }: Claim) => `${kind}:${value}`;
