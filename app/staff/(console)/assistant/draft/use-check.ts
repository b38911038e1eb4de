import { useEffect, useState } from 'react';
import type { Citation } from '@/lib/answer/citation';
import type { CheckedText } from '@/lib/assistant/check';
import { callApi, messageOf } from '../../../api';

/** Typing rests this long before the text is checked. */
const REST_MS = 400;

/** How the check of a text stands. */
export type Check =
  | { state: 'checking' }
  | ({ state: 'checked' } & CheckedText)
  | { state: 'failed'; message: string };

/** The check of a text against its citations, made again after each change of it; none of an empty text. */
export function useCheck(text: string, citations: readonly Citation[], offline: string) {
  const [done, setDone] = useState<{ text: string; citations: readonly Citation[]; check: Check }>();
  const [attempt, setAttempt] = useState(0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each attempt is to check anew.
  useEffect(() => {
    if (text.trim() === '') return;
    let current = true;
    const finish = (check: Check) => current && setDone({ text, citations, check });
    const refs = citations.map(({ id, version }) => ({ id, version }));
    const timer = setTimeout(() => {
      callApi<CheckedText>('POST', '/api/staff/assistant/check', { text, citations: refs }).then(
        (checked) => finish({ state: 'checked', ...checked }),
        (thrown) => finish({ state: 'failed', message: messageOf(thrown, offline) }),
      );
    }, REST_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text, citations, offline, attempt]);

  const again = () => {
    setDone(undefined);
    setAttempt((count) => count + 1);
  };
  // What was found of another text says nothing of this one.
  const known = done?.text === text && done.citations === citations ? done.check : undefined;
  const check: Check | undefined = text.trim() === '' ? undefined : (known ?? { state: 'checking' });
  return { check, again };
}
