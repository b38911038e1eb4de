import { useEffect, useState } from 'react';
import { fill } from '@/lib/i18n/fill';
import { inboxWords } from '@/lib/i18n/staff/inbox';
import { useWords } from '../../words';

/** From how many seconds of waiting on it is a concern, and an alarm. */
const CONCERN = 60;
const ALARM = 180;

/**
 * How long a customer has waited, ticking; its colour says when that is long, its words always do.
 *
 * @param waited seconds, as the server told them: this device's clock may be wrong
 */
export function Clock({ waited }: { waited: number }) {
  const words = useWords(inboxWords);
  const [seconds, setSeconds] = useState(waited);
  useEffect(() => {
    const told = performance.now();
    setSeconds(waited);
    const timer = setInterval(() => setSeconds(waited + (performance.now() - told) / 1000), 1000);
    return () => clearInterval(timer);
  }, [waited]);
  const time = `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
  const look = seconds >= ALARM ? 'font-bold text-danger' : seconds >= CONCERN ? 'text-danger' : 'text-soft';
  return <span className={`text-xs tabular-nums ${look}`}>{fill(words.waited, { time })}</span>;
}
