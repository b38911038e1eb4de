import { LOCALE_COOKIE, type Locale } from '@/lib/i18n/locale';

/** Remembers a language for a year; pages drawn from then on are in it. */
export function switchLocale(locale: Locale): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet.
  document.cookie = `${LOCALE_COOKIE}=${locale}; path=/; max-age=31536000; samesite=lax`;
}
