import { useEffect, useState } from 'react';
import { Icon } from '@/app/_ui/icons';
import type { Handling } from '@/lib/conversations/handoff';
import { fill } from '@/lib/i18n/fill';
import { useWords } from './words';

/** Who has the conversation while it is not the bot: how long it still takes, and the way back. */
export function HandoffBar({ handling, onCancel }: { handling: Handling; onCancel: () => void }) {
  const { handoff } = useWords();
  if (handling.handler === 'bot') return null;
  const withAgent = handling.handler === 'agent';
  return (
    <section
      aria-label={handoff.ask}
      className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-2xl bg-tint py-1.5 pr-1.5 pl-4 text-sm"
    >
      <Icon name="person" className="size-4 text-accent" />
      <p role="status" className="mr-auto py-1.5">
        {withAgent ? fill(handoff.with_agent, { agent: handling.agent ?? '' }) : handoff.waiting}{' '}
        {!withAgent && handling.position !== undefined && (
          <span className="font-semibold text-accent">
            {handling.position === 1
              ? handoff.next
              : fill(handoff.position, { ahead: handling.position - 1 })}
          </span>
        )}
      </p>
      {!withAgent && <Waited seconds={handling.waiting_seconds ?? 0} />}
      <button
        type="button"
        onClick={onCancel}
        className="h-9 rounded-lg px-2 font-semibold underline-offset-4 hover:underline"
      >
        {withAgent ? handoff.leave : handoff.cancel}
      </button>
    </section>
  );
}

/** A clock that starts from what the server said. */
function Waited({ seconds }: { seconds: number }) {
  const { handoff } = useWords();
  const [since, setSince] = useState<number>();
  const [now, setNow] = useState(0);
  useEffect(() => {
    setSince(Date.now() - seconds * 1000);
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [seconds]);
  if (since === undefined) return null;
  const waited = Math.max(0, Math.round((now - since) / 1000));
  const time = `${Math.floor(waited / 60)}:${String(waited % 60).padStart(2, '0')}`;
  return <span className="text-soft tabular-nums">{fill(handoff.waited, { time })}</span>;
}
