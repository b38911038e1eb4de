import { cut, SENTENCE_END, type Span } from './prose';

/** Letters and digits from which on a run that comes again is no accident of wording. */
const RUN = 12;

/**
 * The sentences of an answer that go round in a ring: a run of words that comes twice in the sentence, and in no
 * sentence of a passage. What a small network does when it loses its place while copying.
 */
export function repetitions(answer: string, passages: readonly string[]): Span[] {
  const known = new Set(passages.flatMap((passage) => [...cut(passage, SENTENCE_END)].flatMap(repeatedRuns)));
  return [...cut(answer, SENTENCE_END)].filter((sentence) =>
    repeatedRuns(sentence).some((run) => !known.has(run)),
  );
}

function repeatedRuns({ text }: Span): string[] {
  const bare = text.replace(/[^\p{L}\p{N}]/gu, '');
  const repeated: string[] = [];
  for (let at = 0; at + 2 * RUN <= bare.length; at++) {
    const run = bare.slice(at, at + RUN);
    if (bare.indexOf(run, at + RUN) > 0) repeated.push(run);
  }
  return repeated;
}
