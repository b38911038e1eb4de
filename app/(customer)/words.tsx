'use client';

import { createContext, useContext } from 'react';
import type { Dictionary } from '@/lib/i18n';

/** The dictionary of one language: the server sends that alone. */
export const WordsContext = createContext<Dictionary | undefined>(undefined);

/** What the page says, in the person's language. */
export function useWords(): Dictionary {
  const words = useContext(WordsContext);
  if (!words) throw new Error('WordsContext has no dictionary');
  return words;
}
