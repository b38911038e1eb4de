'use client';

import { useEffect, useState } from 'react';
import { useWords } from '@/app/_ui/words';
import { callApi, messageOf } from '@/app/staff/api';
import { labWords } from '@/lib/i18n/lab/shell';

/** While somebody types, the server is asked when they pause. */
const PAUSE_MS = 250;

/**
 * What the server makes of what is typed, asked anew whenever `body` changes, which is JSON. While it is on its way the
 * answer before stays; undefined as body asks nothing.
 */
export function useAsked<T>(method: 'GET' | 'POST', path: string, body: string | undefined, first?: T) {
  const { offline } = useWords(labWords);
  const [asked, setAsked] = useState<{ body?: string; answer?: T; error?: string }>({ body, answer: first });
  const known = asked.body === body && (asked.answer !== undefined || asked.error !== undefined);
  useEffect(() => {
    if (known || body === undefined) return;
    let current = true;
    const timer = setTimeout(async () => {
      try {
        const answer = await callApi<T>(method, path, method === 'POST' ? JSON.parse(body) : undefined);
        if (current) setAsked({ body, answer });
      } catch (thrown) {
        if (current) setAsked({ body, error: messageOf(thrown, offline) });
      }
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [known, method, path, body, offline]);
  return { answer: asked.answer, error: asked.error, busy: !known && body !== undefined };
}
