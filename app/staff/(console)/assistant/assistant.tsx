'use client';

import { useCallback, useMemo, useState } from 'react';
import { Composer } from '@/app/(customer)/composer';
import History from '@/app/(customer)/history';
import { Problem } from '@/app/(customer)/problem';
import SettingsSheet from '@/app/(customer)/settings/sheet';
import { useSampling } from '@/app/(customer)/use-sampling';
import { WordsContext } from '@/app/(customer)/words';
import type { StaffTurn } from '@/lib/assistant/turns';
import { ERRORS } from '@/lib/errors';
import { dictionaryOf, type Locale } from '@/lib/i18n';
import { fill } from '@/lib/i18n/fill';
import { assistantWords } from '@/lib/i18n/staff/assistant';
import { shellWords } from '@/lib/i18n/staff/shell';
import { useWords } from '../../words';
import { DraftSheet, type DraftSource } from './draft/sheet';
import { Empty } from './empty';
import { NOTHING, resumed } from './state';
import { Toolbar } from './toolbar';
import { Turn } from './turn';
import { useAssistant } from './use-assistant';
import { useFollowed } from './use-followed';

/** Where staff ask, and where they draft replies to customers. */
export function Assistant({
  locale,
  mayReply,
  asked,
  begun,
}: {
  locale: Locale;
  /** Whether drafts may go to customers. */
  mayReply: boolean;
  asked: string;
  begun?: { id: string; turns: StaffTurn[] };
}) {
  const words = useWords(assistantWords);
  const { offline } = useWords(shellWords);
  const customerWords = useMemo(() => customersWords(locale, words), [locale, words]);
  const [typed, setTyped] = useState(asked);
  const [sampling, setSampling] = useSampling();
  const [opened, setOpened] = useState<'settings' | 'history'>();
  const [drafting, setDrafting] = useState<DraftSource>();
  const giveBack = useCallback((text: string) => setTyped((now) => (now ? `${text}\n${now}` : text)), []);
  const initial = begun ? resumed(begun.id, begun.turns) : NOTHING;
  const { state, ask, stop, clear, dismiss } = useAssistant(initial, sampling, offline, giveBack);
  const { turns, answering, finished, problem } = state;
  const log = useFollowed(turns.length);

  const send = (text: string) => {
    if (answering || text.trim() === '') return;
    setTyped('');
    ask(text);
  };
  const atField = problem?.code !== undefined && ERRORS[problem.code].surface === 'field';
  return (
    <WordsContext value={customerWords}>
      <div className="mx-auto flex w-full max-w-6xl flex-1 flex-col px-4 sm:px-6">
        <Toolbar
          onSettings={() => setOpened('settings')}
          onHistory={() => setOpened('history')}
          onDraft={() => setDrafting({ type: 'question' })}
          onClear={turns.length > 0 ? clear : undefined}
        />
        {turns.length === 0 ? (
          <Empty onPick={send} />
        ) : (
          <section ref={log} aria-label={words.log} className="flex flex-1 flex-col gap-8 py-4">
            {turns.map((turn, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: turns are only ever added at the end.
              <Turn key={i} turn={turn} onPick={send} onDraft={setDrafting} />
            ))}
          </section>
        )}
        <div className="sticky bottom-0 bg-page pt-2 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
          {problem && !atField && <Problem message={problem.message} onClose={dismiss} />}
          <Composer
            draft={typed}
            onDraft={(text) => {
              setTyped(text);
              if (problem) dismiss();
            }}
            onSend={() => send(typed)}
            onStop={stop}
            answering={answering}
            toPerson={false}
            error={atField ? problem?.message : undefined}
          />
        </div>
        <p aria-live="polite" className="sr-only">
          {finished &&
            `${fill(words.announcement, { text: finished.text })} ${fill(words.notes_announcement, { count: finished.notes })}`}
        </p>
      </div>
      {opened === 'settings' && (
        <SettingsSheet onClose={() => setOpened(undefined)} sampling={sampling} onChange={setSampling} />
      )}
      {opened === 'history' && (
        <History
          address="/api/staff/assistant/conversations"
          downloads={false}
          current={state.conversationId}
          onOpen={(id) => window.location.assign(`/staff/assistant?c=${id}`)}
          onDeleted={(id) => id === state.conversationId && clear()}
          onClose={() => setOpened(undefined)}
        />
      )}
      {drafting && (
        <DraftSheet source={drafting} mayReply={mayReply} onClose={() => setDrafting(undefined)} />
      )}
    </WordsContext>
  );
}

type AssistantWords = (typeof assistantWords)['ko'];

/** What the parts that the customers' page lends say here. */
function customersWords(locale: Locale, { placeholder, history_privacy }: AssistantWords) {
  const words = dictionaryOf(locale);
  return {
    ...words,
    composer: { ...words.composer, placeholder },
    history: { ...words.history, privacy: history_privacy },
  };
}
