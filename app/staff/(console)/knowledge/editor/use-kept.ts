import { useEffect, useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import type { Values } from './values';

/**
 * Keeps what is typed in the tab until it is saved: closing the editor, or a session that ended, loses nothing.
 *
 * @param key of the text that is edited
 * @returns whether unsaved text was brought back, and what forgets it: back to what was saved
 */
export function useKept({ reset, subscribe, getValues, formState }: UseFormReturn<Values>, key: string) {
  const [restored, setRestored] = useState(false);
  const { isDirty } = formState;
  useEffect(() => {
    const kept = sessionStorage.getItem(key);
    if (kept) {
      reset({ ...getValues(), ...JSON.parse(kept) }, { keepDefaultValues: true });
      setRestored(true);
    }
    return subscribe({
      formState: { values: true, isDirty: true },
      callback: ({ values, isDirty }) => {
        if (isDirty) sessionStorage.setItem(key, JSON.stringify(values));
      },
    });
  }, [key, reset, subscribe, getValues]);
  useEffect(() => {
    if (!isDirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isDirty]);
  const forget = (saved?: Values) => {
    sessionStorage.removeItem(key);
    reset(saved);
    setRestored(false);
  };
  return { restored, forget };
}
