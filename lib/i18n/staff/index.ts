import type { Locale } from '../locale';

/** What a room of the console says, in each language: both hold the same keys. */
export type Words<T> = Record<Locale, T>;

/** Keeps the two languages of a room alike: a key that English lacks is a type error. */
export function words<T>(ko: T, en: NoInfer<T>): Words<T> {
  return { ko, en };
}
