import type { Span } from './prose';

/** Words of which one stands where the source has the other, and the sentence says the contrary. */
const OPPOSITES: readonly (readonly [string, string])[] = [
  ['국내', '해외'],
  ['내국인', '외국인'],
  ['본인', '타인'],
  ['개인', '법인'],
  ['이상', '이하'],
  ['초과', '미만'],
  ['이전', '이후'],
  ['입금', '출금'],
  ['가입', '해지'],
  ['무료', '유료'],
  ['평일', '주말'],
  ['오전', '오후'],
  ['최대', '최소'],
  ['만기', '중도'],
];

/**
 * Words of an answer in whose place its passages have the opposite: "해외에 사는 개인" where the source has "국내에 사는
 * 개인". By the word beside it: the source must have the opposite there, and nowhere the word itself.
 */
export function opposites(answer: string, passages: readonly string[]): Span[] {
  const sources = passages.map((passage) => wordsOf(passage).map(({ text }) => text));
  const beside = (first: (word: string) => boolean, second: (word: string) => boolean) =>
    sources.some((words) => words.slice(1).some((word, i) => first(words[i]) && second(word)));
  const words = wordsOf(answer);
  return words.filter(({ text }, i) =>
    OPPOSITES.flatMap(([a, b]) => [
      [a, b],
      [b, a],
    ]).some(([said, contrary]) => {
      if (!text.startsWith(said)) return false;
      const is = (begin: string) => (word: string) => word.startsWith(begin);
      const [before, after] = [words[i - 1]?.text, words[i + 1]?.text];
      const same = (neighbour: string) => (word: string) => word === neighbour;
      return (
        (after !== undefined && beside(is(contrary), same(after)) && !beside(is(said), same(after))) ||
        (before !== undefined && beside(same(before), is(contrary)) && !beside(same(before), is(said)))
      );
    }),
  );
}

const wordsOf = (text: string): Span[] =>
  [...text.matchAll(/[\p{L}\p{N},.%]+/gu)].map((match) => ({
    text: match[0].replace(/[.,]+$/, ''),
    start: match.index,
    end: match.index + match[0].length,
  }));
