import { useCallback, useSyncExternalStore } from 'react';
import { STOP_IDS, type StopId } from '@/lib/lab/tour';

const KEY = 'ondam.tour';
const CHANGED = 'ondam-tour';
const NONE = '';

function subscribe(changed: () => void): () => void {
  // Another tab's change comes as `storage`, this one's as our own event.
  window.addEventListener('storage', changed);
  window.addEventListener(CHANGED, changed);
  return () => {
    window.removeEventListener('storage', changed);
    window.removeEventListener(CHANGED, changed);
  };
}

function read(): string {
  try {
    return localStorage.getItem(KEY) ?? NONE;
  } catch {
    return NONE;
  }
}

/** The stops that this browser's visitor has seen, in every tab alike. */
export function useSeen() {
  const kept = useSyncExternalStore(subscribe, read, () => NONE);
  const seen = new Set(kept.split(' ').filter((id): id is StopId => STOP_IDS.some((known) => known === id)));
  const write = useCallback((ids: Iterable<StopId>) => {
    try {
      localStorage.setItem(KEY, [...ids].join(' '));
    } catch {
      // A browser that keeps nothing: the tour works all the same.
    }
    window.dispatchEvent(new Event(CHANGED));
  }, []);
  const mark = (id: StopId, is: boolean) => {
    const others = [...seen].filter((other) => other !== id);
    write(is ? [...others, id] : others);
  };
  return { seen, mark, clear: () => write([]) };
}
