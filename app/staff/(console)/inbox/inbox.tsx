'use client';

import Link from 'next/link';
import { useEffect, useRef, useState } from 'react';
import type { Inbox, InboxItem } from '@/lib/conversations/inbox';
import { fill } from '@/lib/i18n/fill';
import { inboxWords } from '@/lib/i18n/staff/inbox';
import { useWords } from '../../words';
import { ChannelBadge } from './channel-badge';
import { Clock } from './clock';
import { Conversation } from './conversation';
import { useLive } from './use-live';

const SECTIONS = ['waiting', 'mine', 'others', 'closed'] as const;

/** Who waits, who is with whom, and the conversation that is open: beside each other, or one at a time on a phone. */
export function InboxRoom({
  initial,
  chosen,
  mayRelease,
}: {
  initial: Inbox;
  chosen?: string;
  mayRelease: boolean;
}) {
  const words = useWords(inboxWords);
  const { snapshot: inbox = initial, connected, error } = useLive<Inbox>('/api/staff/inbox', initial);
  const [open, setOpen] = useState(chosen);
  const arrived = useArrivals(inbox.waiting);
  // What is half typed for one customer stays while another is looked at.
  const drafts = useRef(new Map<string, string>());
  const choose = (id: string | undefined) => {
    setOpen(id);
    window.history.replaceState(null, '', id ? `?c=${id}` : window.location.pathname);
  };
  return (
    <div className="flex min-h-0 flex-1">
      <p aria-live="polite" className="sr-only">
        {arrived && fill(words.arrived, { title: arrived.title || words.untitled })}
      </p>
      <section
        aria-labelledby="inbox-title"
        className={`w-full shrink-0 flex-col gap-4 overflow-y-auto border-line p-4 lg:flex lg:w-80 lg:border-r ${open ? 'hidden' : 'flex'}`}
      >
        <h1 id="inbox-title" className="text-xl font-bold">
          {words.title}
        </h1>
        <p className="text-sm text-soft">{words.intro}</p>
        <Link href="/staff/inbox/replies" className="self-start text-sm text-accent underline">
          {words.canned_manage}
        </Link>
        {(error || !connected) && (
          <p role="alert" className="text-sm text-danger">
            {error ?? words.connection_lost}
          </p>
        )}
        {SECTIONS.map((state) => (
          <Section key={state} state={state} items={inbox[state]} open={open} onOpen={choose} />
        ))}
      </section>
      <section className={`min-w-0 flex-1 flex-col lg:flex ${open ? 'flex' : 'hidden'}`}>
        {open ? (
          <Conversation
            key={open}
            id={open}
            mayRelease={mayRelease}
            typed={drafts.current.get(open) ?? ''}
            onTyped={(text) => {
              drafts.current.set(open, text);
            }}
            onBack={() => choose(undefined)}
          />
        ) : (
          <p className="m-auto p-8 text-soft">{words.choose}</p>
        )}
      </section>
    </div>
  );
}

/** The customer who came last while the page was open; how many wait stands in the window's title. */
function useArrivals(waiting: InboxItem[]): InboxItem | undefined {
  const { title } = useWords(inboxWords);
  const known = useRef(new Set(waiting.map((item) => item.conversation_id)));
  const [arrived, setArrived] = useState<InboxItem>();
  useEffect(() => {
    const fresh = waiting.findLast((item) => !known.current.has(item.conversation_id));
    known.current = new Set(waiting.map((item) => item.conversation_id));
    if (fresh) setArrived(fresh);
    document.title = waiting.length > 0 ? `(${waiting.length}) ${title}` : title;
  }, [waiting, title]);
  return arrived;
}

function Section({
  state,
  items,
  open,
  onOpen,
}: {
  state: InboxItem['state'];
  items: InboxItem[];
  open: string | undefined;
  onOpen: (id: string) => void;
}) {
  const words = useWords(inboxWords);
  const none = state === 'waiting' || state === 'mine' ? words.none[state] : undefined;
  if (items.length === 0 && !none) return null;
  return (
    <section aria-label={words.states[state]}>
      <h2 className="mb-1 flex items-center gap-2 text-sm font-semibold text-soft">
        {words.states[state]}
        <span className="badge">{items.length}</span>
      </h2>
      {items.length === 0 && <p className="py-2 text-sm text-soft">{none}</p>}
      <ul className="flex flex-col gap-1.5">
        {items.map((item) => (
          <li key={item.conversation_id}>
            <button
              type="button"
              aria-current={item.conversation_id === open ? 'true' : undefined}
              onClick={() => onOpen(item.conversation_id)}
              className="card block w-full px-3 py-2 text-left hover:border-accent aria-current:border-accent aria-current:bg-tint"
            >
              <span className="block truncate font-semibold" lang="ko">
                {item.title || words.untitled}
              </span>
              <span className="block truncate text-sm text-soft" lang="ko">
                {item.excerpt}
              </span>
              <ChannelBadge channel={item.channel} />
              {state === 'waiting' && <Clock waited={item.waiting_seconds} />}
              {state === 'others' && <span className="text-xs text-soft">{item.agent}</span>}
              {item.outcome && <span className="text-xs text-soft">{words.outcomes[item.outcome]}</span>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
