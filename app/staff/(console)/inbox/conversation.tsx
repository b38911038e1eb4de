import { useState } from 'react';
import { Icon } from '@/app/_ui/icons';
import { CLOSINGS } from '@/lib/conversations/closings';
import type { AgentConversation } from '@/lib/conversations/inbox';
import { fill } from '@/lib/i18n/fill';
import { inboxWords } from '@/lib/i18n/staff/inbox';
import { shellWords } from '@/lib/i18n/staff/shell';
import { callApi, messageOf } from '../../api';
import { useWords } from '../../words';
import { ChannelBadge } from './channel-badge';
import { Clock } from './clock';
import { InboxMessage } from './message';
import { Reply } from './reply';
import { useLive } from './use-live';
import { useNewest } from './use-newest';

/** One conversation: what was said, and, for whoever has it, where to answer. */
export function Conversation({
  id,
  mayRelease,
  typed,
  onTyped,
  onBack,
}: {
  id: string;
  /** Whether other agents' conversations may be put back into the queue. */
  mayRelease: boolean;
  /** What was typed for this customer and not sent. */
  typed: string;
  onTyped: (text: string) => void;
  onBack: () => void;
}) {
  const words = useWords(inboxWords);
  const shell = useWords(shellWords);
  const address = `/api/staff/inbox/${encodeURIComponent(id)}`;
  const { snapshot: conversation, connected, error } = useLive<AgentConversation>(address, undefined);
  const [problem, setProblem] = useState<string>();
  const { end, unread, show } = useNewest(conversation?.messages.at(-1)?.id);

  const act = async (path: string, body: unknown = {}) => {
    setProblem(undefined);
    try {
      await callApi('POST', `${address}/${path}`, body);
      return true;
    } catch (thrown) {
      setProblem(messageOf(thrown, shell.offline));
      return false;
    }
  };
  const wrong = problem ?? error ?? (connected ? undefined : words.connection_lost);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <button type="button" onClick={onBack} className="button lg:hidden">
          {words.back}
        </button>
        <h2 className="mr-auto min-w-0 truncate font-semibold" lang="ko">
          {conversation?.title || words.untitled}
        </h2>
        {conversation && <ChannelBadge channel={conversation.channel} />}
        {conversation && <Actions conversation={conversation} mayRelease={mayRelease} onAct={act} />}
      </header>
      {wrong && (
        <p role="alert" className="bg-danger-tint px-4 py-2 text-sm text-danger">
          {wrong}
        </p>
      )}
      <div
        role="log"
        aria-label={words.log}
        className="flex flex-1 flex-col gap-4 p-4 lg:min-h-0 lg:overflow-y-auto"
      >
        {!conversation && !error && <p className="m-auto text-soft">{shell.loading}</p>}
        {conversation?.messages.map((message) => (
          <InboxMessage key={message.id} message={message} />
        ))}
        {/* On a phone the page scrolls, under the reply's box. */}
        <div ref={end} className="max-lg:scroll-mb-60" />
      </div>
      {unread && (
        <button type="button" onClick={show} className="button sticky bottom-2 self-center shadow-sm">
          <Icon name="down" className="size-4" />
          {words.newer}
        </button>
      )}
      {conversation?.state === 'mine' && (
        <Reply address={address} typed={typed} onTyped={onTyped} onSend={(text) => act('reply', { text })} />
      )}
    </div>
  );
}

/** What may be done now, or why nothing may. */
function Actions({
  conversation: { state, agent, outcome, waiting_seconds },
  mayRelease,
  onAct,
}: {
  conversation: AgentConversation;
  mayRelease: boolean;
  onAct: (path: string, body?: unknown) => Promise<boolean>;
}) {
  const words = useWords(inboxWords);
  switch (state) {
    case 'waiting':
      return (
        <>
          <Clock waited={waiting_seconds} />
          <button type="button" className="button button-primary" onClick={() => onAct('claim')}>
            {words.claim}
          </button>
        </>
      );
    case 'others':
      return (
        <>
          <p className="text-sm text-soft">{fill(words.with_other, { agent: agent ?? '' })}</p>
          {mayRelease && (
            <button type="button" className="button" onClick={() => onAct('release')}>
              {words.release}
            </button>
          )}
        </>
      );
    case 'closed':
      return (
        <p className="text-sm text-soft">
          {fill(words.closed, { outcome: outcome ? words.outcomes[outcome] : '' })}
        </p>
      );
    case 'mine':
      return (
        <>
          <button type="button" className="button" onClick={() => onAct('return')}>
            <Icon name="spark" className="size-4" />
            {words.return}
          </button>
          <button type="button" className="button" onClick={() => onAct('release')}>
            {words.release}
          </button>
          <details className="relative">
            <summary className="button list-none">{words.close}</summary>
            <div className="card absolute right-0 z-10 mt-1 flex w-48 flex-col gap-1 p-2 shadow-md">
              <p className="px-1 text-xs text-soft">{words.close_as}</p>
              {CLOSINGS.map((closing) => (
                <button
                  key={closing}
                  type="button"
                  className="button"
                  onClick={() => onAct('close', { outcome: closing })}
                >
                  {words.outcomes[closing]}
                </button>
              ))}
            </div>
          </details>
        </>
      );
  }
}
