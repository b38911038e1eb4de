import { useCallback, useEffect, useId, useState } from 'react';
import { Icon } from '@/app/_ui/icons';
import type { Inbox, InboxItem } from '@/lib/conversations/inbox';
import { assistantWords } from '@/lib/i18n/staff/assistant';
import { shellWords } from '@/lib/i18n/staff/shell';
import { callApi, messageOf } from '../../../api';
import { useWords } from '../../../words';

/** Sends the draft into one of the conversations that this person has. */
export function SendDraft({ text, disabled }: { text: string; disabled: boolean }) {
  const words = useWords(assistantWords).draft;
  const shell = useWords(shellWords);
  const field = useId();
  const [mine, setMine] = useState<InboxItem[]>();
  const [chosen, setChosen] = useState<string>();
  const [state, setState] = useState<'sending' | { sent: string } | { problem: string }>();
  const failed = useCallback(
    (thrown: unknown) => setState({ problem: messageOf(thrown, shell.offline) }),
    [shell.offline],
  );
  const load = useCallback(
    () => callApi<Inbox>('GET', '/api/staff/inbox').then((inbox) => setMine(inbox.mine), failed),
    [failed],
  );
  useEffect(() => {
    load();
  }, [load]);

  const to = mine?.find(({ conversation_id }) => conversation_id === chosen) ?? mine?.[0];
  const send = async () => {
    if (!to) return;
    setState('sending');
    try {
      await callApi('POST', `/api/staff/inbox/${to.conversation_id}/reply`, { text });
      setState({ sent: text });
    } catch (thrown) {
      failed(thrown);
    }
  };
  const sent = typeof state === 'object' && 'sent' in state && state.sent === text;
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-1">
      {to ? (
        <>
          <label htmlFor={field} className="text-xs text-soft">
            {words.send_to}
          </label>
          <div className="flex flex-wrap gap-2">
            <select
              id={field}
              value={to.conversation_id}
              onChange={(event) => setChosen(event.target.value)}
              className="field min-w-40 flex-1"
            >
              {mine?.map(({ conversation_id, title }) => (
                <option key={conversation_id} value={conversation_id}>
                  {title || words.untitled}
                </option>
              ))}
            </select>
            <button
              type="button"
              className="button button-primary"
              disabled={disabled || state === 'sending' || sent}
              onClick={send}
            >
              <Icon name={sent ? 'check' : 'send'} className="size-4" />
              <span aria-live="polite">
                {state === 'sending' ? words.sending : sent ? words.sent : words.send}
              </span>
            </button>
          </div>
        </>
      ) : (
        <p className="flex flex-wrap items-center gap-2 text-sm text-soft">
          {mine ? words.no_conversations : shell.loading}
          <button type="button" className="button" onClick={load}>
            {words.reload}
          </button>
        </p>
      )}
      {typeof state === 'object' && 'problem' in state && (
        <p role="alert" className="text-sm text-danger">
          {state.problem}
        </p>
      )}
    </div>
  );
}
