'use client';

import { createContext, type ReactNode, useContext } from 'react';
import { type Dictionary, dictionaryOf, type Locale } from '@/lib/i18n';
import type { Words } from '@/lib/i18n/staff';

const LocaleContext = createContext<Locale>('ko');

/** Gives the pages within it the person's language. */
export function PageLocale({ locale, children }: { locale: Locale; children: ReactNode }) {
  return <LocaleContext value={locale}>{children}</LocaleContext>;
}

export const useLocale = (): Locale => useContext(LocaleContext);

/** What a page says, in the person's language: `useWords(inboxWords)`. */
export const useWords = <T,>(words: Words<T>): T => words[useLocale()];

/** What the customers' pages say: names of settings, kinds of personal data, errors. */
export const useCustomerWords = (): Dictionary => dictionaryOf(useLocale());
