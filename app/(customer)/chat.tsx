'use client';

import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { Icon } from '@/app/_ui/icons';
import { ERRORS } from '@/lib/errors';
import type { Dictionary } from '@/lib/i18n';
import { fill } from '@/lib/i18n/fill';
import type { MessageActions } from './actions';
import type { ChatState } from './chat-state';
import { Composer } from './composer';
import { HandoffBar } from './handoff-bar';
import { Header } from './header';
import { Log } from './log';
import { Notice } from './notice';
import { Problem } from './problem';
import { useChat } from './use-chat';
import { useSampling } from './use-sampling';
import { useStickToEnd } from './use-stick-to-end';
import { Welcome } from './welcome';
import { WordsContext } from './words';

// Fetched when they are first opened: the first question needs neither.
const History = lazy(() => import('./history'));
const SettingsSheet = lazy(() => import('./settings/sheet'));

interface ChatProps {
  words: Dictionary;
  initial: ChatState;
  /** What stands in the box already. */
  typed: string;
  /** Whether customers may see the lab. */
  lab: boolean;
}

/** The whole chat: what has been said, and where the next question is typed. */
export function Chat({ words, initial, typed, lab }: ChatProps) {
  const [draft, setDraft] = useState(typed);
  const [sampling, setSampling] = useSampling();
  const [opened, setOpened] = useState<'settings' | 'history'>();
  const giveBack = useCallback((text: string) => {
    setDraft((typed) => (typed ? `${text}\n${typed}` : text));
  }, []);
  const { state, start, stop, clear, dismiss, handOff, rate } = useChat(
    initial,
    sampling,
    words.problem.offline,
    giveBack,
  );
  const { conversationId, messages, answering, handling, finished, problem } = state;
  const { box, onScroll, atEnd, toEnd } = useStickToEnd(messages);

  const send = useCallback(
    (text: string) => {
      if (text.trim() === '') return;
      toEnd();
      start({ text });
    },
    [start, toEnd],
  );
  const actions: MessageActions = useMemo(
    () => ({
      onPick: send,
      onRegenerate: () => start({ regenerate: true }),
      onEdit: (text) => start({ text, edit: true }),
      onRate: rate,
      onPerson: () => handOff('POST'),
    }),
    [send, start, rate, handOff],
  );
  const sendDraft = () => {
    if (answering) return;
    setDraft('');
    send(draft);
  };
  const code = problem?.error.code;
  const atField =
    code !== undefined && ERRORS[code].surface === 'field' && !problem?.error.field?.includes('.');
  const wish = problem?.wish;
  const retry = wish && ('regenerate' in wish ? () => start(wish) : sendDraft);

  return (
    <WordsContext value={words}>
      <div className="flex h-dvh flex-col">
        <Header
          onNewChat={clear}
          onHistory={() => setOpened('history')}
          onSettings={() => setOpened('settings')}
        />
        <main ref={box} onScroll={onScroll} className="relative flex flex-1 flex-col overflow-y-auto">
          <div className="mx-auto flex w-full max-w-3xl flex-1 flex-col px-4 sm:px-6">
            {messages.length === 0 ? (
              <Welcome onPick={send} />
            ) : (
              <Log messages={messages} resting={!answering && handling.handler === 'bot'} actions={actions} />
            )}
          </div>
        </main>
        <footer className="relative mx-auto w-full max-w-3xl px-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] sm:px-6">
          {!atEnd && (
            <button
              type="button"
              onClick={toEnd}
              aria-label={words.log.to_end}
              className="absolute -top-13 left-1/2 grid size-11 -translate-x-1/2 place-items-center rounded-full border border-line bg-surface text-soft shadow-sm hover:text-ink"
            >
              <Icon name="down" />
            </button>
          )}
          {problem && !atField && (
            <Problem message={problem.error.message} onRetry={retry} onClose={dismiss} />
          )}
          <HandoffBar handling={handling} onCancel={() => handOff('DELETE')} />
          <Composer
            draft={draft}
            onDraft={(text) => {
              setDraft(text);
              if (atField) dismiss();
            }}
            onSend={sendDraft}
            onStop={stop}
            answering={answering}
            toPerson={handling.handler !== 'bot'}
            error={atField ? problem?.error.message : undefined}
          />
          <Notice lab={lab} onPerson={handling.handler === 'bot' ? actions.onPerson : undefined} />
        </footer>
        <p aria-live="polite" className="sr-only">
          {finished &&
            (finished.author
              ? fill(words.handoff.announcement, { agent: finished.author, text: finished.text })
              : fill(words.log.announcement, { text: finished.text }))}
        </p>
      </div>
      <Suspense>
        {opened === 'settings' && (
          <SettingsSheet onClose={() => setOpened(undefined)} sampling={sampling} onChange={setSampling} />
        )}
        {opened === 'history' && (
          <History
            current={conversationId}
            onOpen={(id) => window.location.assign(`/?c=${id}`)}
            onDeleted={(id) => id === conversationId && clear()}
            onClose={() => setOpened(undefined)}
          />
        )}
      </Suspense>
    </WordsContext>
  );
}
