/** Where a text may be cut, the best first: between paragraphs, lines, sentences, words. */
const CUTS = [/\n{2,}/g, /\n/g, /(?<=[.!?…])\s/g, /\s/g];

/** A part shorter than this share of the limit is no place to cut at, while there is a worse one further on. */
const LEAST_SHARE = 0.4;

/**
 * A text in parts that a messenger takes, cut where it reads best. Nothing but the space at the cuts is lost, and no
 * character falls apart.
 *
 * @param most the longest part, in UTF-16 units, as messengers count at the strictest
 */
export function split(text: string, most: number): string[] {
  const parts: string[] = [];
  let rest = text.trim();
  while (rest.length > most) {
    const at = cutOf(rest, most);
    parts.push(rest.slice(0, at).trimEnd());
    rest = rest.slice(at).trimStart();
  }
  return rest === '' ? parts : [...parts, rest];
}

function cutOf(text: string, most: number): number {
  for (const cut of CUTS) {
    const places = [...text.slice(0, most + 1).matchAll(cut)].map(({ index }) => index);
    const last = places.findLast((index) => index <= most);
    if (last !== undefined && last >= most * LEAST_SHARE) return last;
  }
  return wholeCharacters(text, most);
}

const graphemes = new Intl.Segmenter('ko', { granularity: 'grapheme' });

/** As many whole characters as fit, as a person sees them; one that alone is longer is cut between code points. */
function wholeCharacters(text: string, most: number): number {
  let end = 0;
  for (const { segment, index } of graphemes.segment(text.slice(0, most + 64))) {
    if (index + segment.length > most) break;
    end = index + segment.length;
  }
  if (end > 0) return end;
  const isSplitPair = /[\uD800-\uDBFF]/.test(text[most - 1]);
  return isSplitPair && most > 1 ? most - 1 : most;
}

/** A text in the room of a label: its beginning, and a sign where something was left out. */
export function shorten(text: string, most: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= most) return line;
  return `${line.slice(0, wholeCharacters(line, most - 1)).trimEnd()}…`;
}
