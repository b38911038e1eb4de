import { EMAIL, PHONE, PUBLIC_NUMBERS } from './personal-data/contact';
import { DRIVER_LICENCE, PASSPORT, RESIDENT } from './personal-data/identity';
import { ACCOUNT, CARD } from './personal-data/money';
import type { PersonalDataKind } from './personal-data/pattern';
import { read } from './personal-data/reading';
import { SPOKEN } from './personal-data/spoken';

export type { PersonalDataKind };

/** What stands in the place of each kind. */
export const TOKENS: Record<PersonalDataKind, string> = {
  resident_number: '[주민등록번호]',
  foreigner_number: '[외국인등록번호]',
  passport: '[여권번호]',
  driver_licence: '[운전면허번호]',
  card: '[카드번호]',
  account: '[계좌번호]',
  phone: '[전화번호]',
  email: '[이메일]',
};

/** Stands for a whole text that could not be checked. */
export const WITHHELD = '[개인정보를 확인하지 못해 전체를 가린 글]';

/** A masked place: where its token stands in the masked text. */
export interface Mask {
  kind: PersonalDataKind;
  start: number;
  end: number;
}

export interface Masked {
  text: string;
  masked: Mask[];
}

/** In this order: the first that fits a place is what stands there. */
const PATTERNS = [
  ...PUBLIC_NUMBERS,
  ...EMAIL,
  ...RESIDENT,
  ...DRIVER_LICENCE,
  ...PASSPORT,
  ...CARD,
  ...PHONE,
  ...ACCOUNT,
  ...SPOKEN,
];

/** How many characters before and after a number say what it is. */
const BEFORE = 32;
const AFTER = 16;

/** What one pass leaves may, on rare texts, be read anew by the next; what is not settled by then is withheld. */
const PASSES = 5;

/**
 * The choke point before log, model and database: personal data replaced by readable tokens, all else byte for
 * byte as it was. Masking a masked text changes nothing. It fails closed: a text that cannot be checked to the
 * end is withheld whole, so that nothing goes by unchecked.
 */
export function maskPersonalData(text: string): Masked {
  try {
    let current: Masked = { text, masked: [] };
    for (let pass = 0; pass < PASSES; pass++) {
      const next = maskOnce(current);
      if (next.text === current.text) return current;
      current = next;
    }
  } catch (thrown) {
    // By name only: a message might quote the text. The log itself masks with this, so it hears of it as a warning.
    process.emitWarning(
      `personal data mask failed: ${thrown instanceof Error ? thrown.name : typeof thrown}`,
    );
  }
  return { text: WITHHELD, masked: [] };
}

/** One pass from left to right. What a number is may depend on the text before it, as already masked. */
function maskOnce({ text, masked }: Masked): Masked {
  const reading = read(text);
  const earlier = [...masked];
  const result: Masked = { text: '', masked: [] };
  let before = '';
  let copied = 0;

  const copyTo = (end: number) => {
    for (; earlier.length > 0 && earlier[0].start < end; earlier.shift()) {
      const shift = result.text.length - copied;
      const { kind, start, end } = earlier[0];
      result.masked.push({ kind, start: start + shift, end: end + shift });
    }
    result.text += text.slice(copied, end);
    copied = end;
  };

  for (let at = 0; at < reading.text.length; ) {
    const found = findAt(reading.text, at, before);
    if (found?.kind) {
      const last = at + found.length - 1;
      copyTo(reading.starts[at]);
      const start = result.text.length;
      result.text += TOKENS[found.kind];
      result.masked.push({ kind: found.kind, start, end: result.text.length });
      copied = reading.ends[last];
      before = (before + TOKENS[found.kind]).slice(-BEFORE);
    } else {
      before = (before + reading.text.slice(at, at + (found?.length ?? 1))).slice(-BEFORE);
    }
    at += found?.length ?? 1;
  }
  copyTo(text.length);
  return result;
}

/** What begins at a place, if anything does: personal data, or (without a kind) a public number to pass over. */
function findAt(
  text: string,
  at: number,
  before: string,
): { kind?: PersonalDataKind; length: number } | null {
  if (/\d$/.test(before) && /\d/.test(text[at])) return null;
  for (const { form, judge } of PATTERNS) {
    form.lastIndex = at;
    const found = form.exec(text)?.[0];
    if (!found) continue;
    const end = at + found.length;
    const after = /^[^\d@[\]]*/.exec(text.slice(end, end + AFTER))![0];
    const kind = judge(found, { before, after });
    if (kind) return { kind: kind === 'public' ? undefined : kind, length: found.length };
  }
  return null;
}
