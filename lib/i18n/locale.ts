/** Languages of the pages; Korean is the first. */
export type Locale = 'ko' | 'en';

export const LOCALE_COOKIE = 'ondam_locale';

/** The locale of a cookie's value; Korean unless it says English. */
export function localeOf(cookie: string | undefined): Locale {
  return cookie === 'en' ? 'en' : 'ko';
}
