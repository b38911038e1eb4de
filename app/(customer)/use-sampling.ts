import { useCallback, useEffect, useState } from 'react';
import { type ChatSampling, readSampling } from '@/lib/answer/sampling';

const STORAGE_KEY = 'ondam.sampling';

/** The answer settings of this tab; they outlive a reload. */
export function useSampling(): [ChatSampling, (sampling: ChatSampling) => void] {
  const [sampling, setSampling] = useState<ChatSampling>({});

  // After the first render, which must be the server's: the server does not know them.
  useEffect(() => {
    try {
      setSampling(readSampling(JSON.parse(sessionStorage.getItem(STORAGE_KEY) ?? '{}')));
    } catch {
      sessionStorage.removeItem(STORAGE_KEY);
    }
  }, []);

  const change = useCallback((next: ChatSampling) => {
    setSampling(next);
    sessionStorage.setItem(STORAGE_KEY, JSON.stringify(next));
  }, []);

  return [sampling, change];
}
