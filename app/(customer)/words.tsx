'use client';

import { createContext, useContext } from 'react';
import { type Dictionary, dictionaryOf } from '@/lib/i18n';

export const WordsContext = createContext<Dictionary>(dictionaryOf('ko'));

/** What the page says, in the person's language. */
export function useWords(): Dictionary {
  return useContext(WordsContext);
}
