'use client';

import { useEffect, useState } from 'react';
import { fill } from '@/lib/i18n/fill';
import { inboxWords } from '@/lib/i18n/staff/inbox';
import { useWords } from '../../words';

/** From how many seconds of waiting on it is a concern, and an alarm. */
const CONCERN = 60;
const ALARM = 180;

/** How long a customer has waited, ticking; its colour says when that is long, its words always do. */
export function Clock({ since }: { since: string }) {
  const words = useWords(inboxWords);
  const [now, setNow] = useState<number>();
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  if (now === undefined) return null;
  const seconds = Math.max(0, Math.round((now - Date.parse(since)) / 1000));
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  const look = seconds >= ALARM ? 'font-bold text-danger' : seconds >= CONCERN ? 'text-danger' : 'text-soft';
  return <span className={`text-xs tabular-nums ${look}`}>{fill(words.waited, { time })}</span>;
}
