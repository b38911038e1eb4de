/** Sentences of a Korean text: each ends in a mark followed by space. Numbers such as 3.5 are not cut. */
export const sentences = (text: string) => text.split(/(?<=[.?!])\s+/).filter(Boolean);

/** Two sentences at most, and this much of the question's character pairs must be theirs and not the others'. */
const MOST = 2;
const CLEARER_BY = 1.5;

/**
 * The part of an answer that a narrow question asks for, or null when it asks for all of it: the one or two
 * sentences that share clearly more character pairs with the question than the rest does.
 */
export function shortAnswer(question: string, answer: string): string | null {
  const parts = sentences(answer);
  if (parts.length <= MOST) return null;
  const asked = pairs(question);
  const scores = parts.map((part) => [...pairs(part)].filter((pair) => asked.has(pair)).length);
  const order = parts.map((_, i) => i).sort((a, b) => scores[b] - scores[a]);
  const [first, second, third] = order;
  if (scores[first] === 0) return null;
  if (scores[first] >= CLEARER_BY * Math.max(1, scores[second])) return parts[first];
  if (scores[second] >= CLEARER_BY * Math.max(1, scores[third])) {
    return [first, second]
      .sort((a, b) => a - b)
      .map((i) => parts[i])
      .join(' ');
  }
  return null;
}

function pairs(text: string): Set<string> {
  const bare = text.replace(/[^\p{L}\p{N}]/gu, '');
  return new Set(Array.from({ length: Math.max(0, bare.length - 1) }, (_, i) => bare.slice(i, i + 2)));
}
