import { dates, days, times } from './calendar';
import type { Claim } from './claim';
import { fold } from './fold';
import { addresses, channels, codes, phones, productFinder, quotes, waivers } from './names';
import { fractions, quantities, rough } from './quantities';

/** What a bank calls its products, so that their short names are known as well. */
export interface Vocabulary {
  products: readonly string[];
}

/**
 * Everything in a text that a source must bear out, in the text's order. Every digit of it is in some claim, so
 * that no number passes unseen; a number in Hangul is one where a unit follows. Time is linear in the text.
 */
export function claims(text: string, { products }: Vocabulary = { products: [] }): Claim[] {
  const folded = fold(text);
  const found: Claim[] = [...quotes(folded.text)];
  const open = [...folded.text.replace(LIST_MARKER, blank).split('')];
  for (const read of [...NUMBERS, productFinder(products), ...WORDS]) {
    for (const claim of read(folded.text, open.join(''))) {
      if (open.slice(claim.start, claim.end).includes(TAKEN)) continue;
      open.fill(TAKEN, claim.start, claim.end);
      found.push(claim);
    }
  }
  return found
    .sort((a, b) => a.start - b.start)
    .map((claim) => {
      const start = folded.origin[claim.start];
      const end = folded.origin[claim.end];
      return { ...claim, text: text.slice(start, end), start, end };
    });
}

/** Finds claims in a folded text, of which some places are taken already and blanked in `open`. */
type Reader = (text: string, open: string) => Iterable<Claim>;

/** Stands for characters that belong to an earlier claim. */
const TAKEN = '\0';
const blank = (found: string) => TAKEN.repeat(found.length);

/** "1. " and "2) " at the head of a line number the lines and say nothing. */
const LIST_MARKER = /^\s{0,8}\(?\d{1,2}[.)](?=\s)/gm;

/** The more specific first: 1588-0000 is a phone number before it is two numbers. */
const NUMBERS: Reader[] = [addresses, dates, times, phones, fractions, rough, quantities, strayNumbers];
const WORDS: Reader[] = [channels, codes, days, waivers];

/** Digits that no other reader took, those of other scripts among them. */
function* strayNumbers(_text: string, open: string): Generator<Claim> {
  for (const { 0: found, index: start } of open.matchAll(/\p{N}+/gu)) {
    yield { kind: 'number', value: found, text: found, start, end: start + found.length };
  }
}
