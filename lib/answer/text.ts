import { OndamError } from '@/lib/errors';
import { maskPersonalData } from '@/lib/guard/personal-data';

/** The longest question, in characters (code points). */
export const MAX_QUESTION_CHARACTERS = 2000;

/** Length as a person counts: an emoji outside the basic plane is one character, not two. */
export function countCharacters(text: string): number {
  return [...text].length;
}

/**
 * A typed question in the one form that everything after works on: NFC, line ends as \n, no control
 * characters but tab and line end, no space around it.
 *
 * @throws text_not_well_formed (a lone surrogate), text_empty, text_control_only (nothing visible),
 *   text_too_long
 */
export function cleanQuestion(text: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new OndamError('text_not_well_formed', { field: 'text' });
  const clean = text
    .replace(/\r\n?/g, '\n')
    .replace(/[^\P{Control}\t\n]/gu, '')
    .normalize('NFC')
    .trim();
  if (/^[\s\p{Default_Ignorable_Code_Point}]*$/u.test(clean)) {
    throw new OndamError(/^\s*$/.test(text) ? 'text_empty' : 'text_control_only', { field: 'text' });
  }
  if (countCharacters(clean) > MAX_QUESTION_CHARACTERS) {
    throw new OndamError('text_too_long', { field: 'text', values: { limit: MAX_QUESTION_CHARACTERS } });
  }
  return clean;
}

/** What somebody said as it may be seen, kept and told: clean, and with which kinds of personal data masked. @throws as cleanQuestion */
export function withoutPersonalData(said: string): { text: string; masked: string[] } {
  const { text, masked } = maskPersonalData(cleanQuestion(said));
  return { text, masked: [...new Set(masked.map(({ kind }) => kind))] };
}
