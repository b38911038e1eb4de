/** Why a line was dropped. */
export type DropReason = 'too_short' | 'url_only' | 'repeated_character' | 'mostly_not_text';

export type Cleaned = { text: string } | { dropped: DropReason };

// Control and format characters (zero-width, direction marks), lone surrogates, U+FFFD of broken decoding;
// those that are white space become a space instead. Under the u flag a whole surrogate pair is no match.
const NOISE = /(?!\s)[\p{Cc}\p{Cf}\p{Cs}\ufffd]|\ufeff/gu;
const URL_ONLY = /^(?:(?:https?:\/\/|www\.)\S+\s*)+$/i;
const SAME_CHARACTER_20_TIMES = /(.)\1{19}/u;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/gu;

/**
 * One line as the model is to see it: NFC (so that a syllable has one spelling), no control characters
 * or lone surrogates, single spaces, trimmed; or the reason why it is no text worth learning.
 */
export function cleanLine(line: string): Cleaned {
  const text = line.replace(NOISE, '').replace(/\s+/g, ' ').trim().normalize('NFC');
  if (text.length < 2) return { dropped: 'too_short' };
  if (URL_ONLY.test(text)) return { dropped: 'url_only' };
  if (SAME_CHARACTER_20_TIMES.test(text)) return { dropped: 'repeated_character' };
  const letters = text.match(LETTER_OR_DIGIT)?.length ?? 0;
  if (letters * 2 < text.replaceAll(' ', '').length) return { dropped: 'mostly_not_text' };
  return { text };
}
