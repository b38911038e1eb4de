'use client';

import { useCallback, useState } from 'react';
import { Icon } from '@/app/_ui/icons';
import { ERRORS } from '@/lib/errors';
import { dictionaryOf, fill, type Locale } from '@/lib/i18n';
import type { ChatState } from './chat-state';
import { Composer } from './composer';
import { Header } from './header';
import { Message } from './message';
import { Notice } from './notice';
import { Problem } from './problem';
import { SettingsSheet } from './settings/sheet';
import { useChat } from './use-chat';
import { useSampling } from './use-sampling';
import { useStickToEnd } from './use-stick-to-end';
import { Welcome } from './welcome';
import { WordsContext } from './words';

/** The whole chat: what has been said, and where the next question is typed. */
export function Chat({ locale, initial }: { locale: Locale; initial: ChatState }) {
  const words = dictionaryOf(locale);
  const [draft, setDraft] = useState('');
  const [sampling, setSampling] = useSampling();
  const [settingsOpen, setSettingsOpen] = useState(false);
  const giveBack = useCallback((text: string) => {
    setDraft((typed) => (typed ? `${text}\n${typed}` : text));
  }, []);
  const chat = useChat(initial, sampling, words.problem.offline, giveBack);
  const { messages, answering, finished, problem } = chat.state;
  const { box, onScroll, atEnd, toEnd } = useStickToEnd(messages);

  const send = (text: string) => {
    if (answering || text.trim() === '') return;
    setDraft('');
    toEnd();
    chat.start({ text });
  };
  const code = problem?.error.code;
  const atField =
    code !== undefined && ERRORS[code].surface === 'field' && !problem?.error.field?.includes('.');
  const wish = problem?.wish;
  const retry = wish && 'regenerate' in wish ? () => chat.start(wish) : wish && (() => send(draft));

  return (
    <WordsContext value={words}>
      <div className="flex h-dvh flex-col">
        <Header onNewChat={chat.clear} onSettings={() => setSettingsOpen(true)} />
        <main ref={box} onScroll={onScroll} className="relative flex flex-1 flex-col overflow-y-auto">
          <div className="mx-auto flex w-full max-w-3xl flex-1 flex-col px-4 sm:px-6">
            {messages.length === 0 ? (
              <Welcome onPick={send} />
            ) : (
              <section aria-label={words.log.label} className="flex flex-col gap-7 py-6">
                {messages.map((message, i) => (
                  <Message
                    // biome-ignore lint/suspicious/noArrayIndexKey: messages are only ever added at the end.
                    key={i}
                    message={message}
                    onPick={send}
                    onRegenerate={
                      i === messages.length - 1 && !answering
                        ? () => chat.start({ regenerate: true })
                        : undefined
                    }
                  />
                ))}
              </section>
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
            <Problem message={problem.error.message} onRetry={retry} onClose={chat.dismiss} />
          )}
          <Composer
            draft={draft}
            onDraft={(text) => {
              setDraft(text);
              if (atField) chat.dismiss();
            }}
            onSend={() => send(draft)}
            onStop={chat.stop}
            answering={answering}
            error={atField ? problem?.error.message : undefined}
          />
          <Notice />
        </footer>
        <p aria-live="polite" className="sr-only">
          {finished && fill(words.log.announcement, { text: finished })}
        </p>
      </div>
      <SettingsSheet
        open={settingsOpen}
        onClose={() => setSettingsOpen(false)}
        sampling={sampling}
        onChange={setSampling}
      />
    </WordsContext>
  );
}
