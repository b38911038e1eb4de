/** Where a sentence may end: a mark and then space, or a line's end. 3.5 and 09:00~16:00 hold no such place. */
const END = /[.?!…](?=\s)|\n/;

/** Text that comes in pieces, passed on a sentence at a time; what follows the last mark comes at the end. */
export async function* bySentence(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let waiting = '';
  for await (const piece of pieces) {
    waiting += piece;
    for (let end = END.exec(waiting); end; end = END.exec(waiting)) {
      const cut = end.index + 1;
      yield waiting.slice(0, cut);
      waiting = waiting.slice(cut);
    }
  }
  if (waiting) yield waiting;
}

/** The sentences of a finished text, without the space around them. */
export const sentencesOf = (text: string): string[] =>
  text
    .split(/(?<=[.?!…])\s+|\n+/)
    .map((sentence) => sentence.trim())
    .filter(Boolean);
