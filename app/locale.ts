import { cookies } from 'next/headers';
import { LOCALE_COOKIE, type Locale, localeOf } from '@/lib/i18n';

/** The language that this request's visitor chose; Korean until they do. */
export async function requestLocale(): Promise<Locale> {
  return localeOf((await cookies()).get(LOCALE_COOKIE)?.value);
}
