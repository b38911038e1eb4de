import type { Around } from './context';

export type PersonalDataKind =
  | 'resident_number'
  | 'foreigner_number'
  | 'passport'
  | 'driver_licence'
  | 'card'
  | 'account'
  | 'phone'
  | 'email';

/**
 * A form, and what it is where it stands. It is tried at every place of a text, so every repetition in it is
 * bounded: the time a text takes then grows only with its length.
 */
export interface Pattern {
  form: RegExp;
  judge: (found: string, around: Around) => PersonalDataKind | 'public' | null;
}

export const form = (source: string) => new RegExp(source, 'iuy');
export const digitsOf = (found: string) => found.replace(/\D/g, '');

/** Where a number's last digit stands. */
export const END = String.raw`(?!\d)`;
/** Marks between the parts of a number, or the word that says the hyphen. */
export const GAP = String.raw`(?:[^\p{L}\d]{0,3}|\s?(?:에|다시|대시|하이픈|빼기)\s?)`;
export const MONTH_DAY = String.raw`(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])`;
/** 20260102…: a date, or what is numbered by one. */
export const startsWithDate = (digits: string) => new RegExp(`^(?:19|20)\\d\\d${MONTH_DAY}`).test(digits);
