import { useId } from 'react';
import { Icon } from '@/app/_ui/icons';
import { EmergencyCard } from '@/app/(customer)/emergency';
import { samplingSummary } from '@/app/(customer)/sampling-summary';
import { Sources } from '@/app/(customer)/sources';
import { fill } from '@/lib/i18n/fill';
import { assistantWords } from '@/lib/i18n/staff/assistant';
import { useCustomerWords, useWords } from '../../words';
import type { DraftSource } from './draft/sheet';
import { Notes } from './notes';
import type { ShownTurn } from './state';
import { TraceDetails } from './trace';

/** A question; beside each other what customers are told, and what staff alone know. */
export function Turn({
  turn,
  onPick,
  onDraft,
}: {
  turn: ShownTurn;
  onPick: (question: string) => void;
  onDraft: (source: DraftSource) => void;
}) {
  const words = useWords(assistantWords);
  const { log, personal_data } = useCustomerWords();
  const { evidence } = turn;
  const streaming = turn.state === 'searching' || turn.state === 'writing';
  return (
    <article aria-busy={streaming} className="flex scroll-mt-4 flex-col gap-3">
      <header>
        <h2 lang="ko" className="font-semibold whitespace-pre-wrap">
          <span className="sr-only">{words.asked}: </span>
          {turn.question}
        </h2>
        {turn.masked.length > 0 && (
          <p className="text-sm text-soft">
            {fill(log.masked, { kinds: turn.masked.map((kind) => personal_data[kind] ?? kind).join(', ') })}
          </p>
        )}
      </header>
      <div className="grid items-start gap-4 xl:grid-cols-[3fr_2fr]">
        <CustomerText turn={turn} streaming={streaming} onPick={onPick} onDraft={onDraft} />
        {evidence && <Notes notes={evidence.notes} />}
      </div>
      {evidence?.trace && <TraceDetails trace={evidence.trace} />}
    </article>
  );
}

function CustomerText({
  turn,
  streaming,
  onPick,
  onDraft,
}: {
  turn: ShownTurn;
  streaming: boolean;
  onPick: (question: string) => void;
  onDraft: (source: DraftSource) => void;
}) {
  const words = useWords(assistantWords);
  const title = useId();
  const { text, state, answer } = turn;
  const { citations, options, emergency, finish_reason } = answer ?? {};
  return (
    <section aria-labelledby={title} className="card min-w-0 p-4">
      <h3 id={title} className="text-sm font-bold text-accent">
        {words.customer_text}
      </h3>
      {citations && citations.length > 0 && <p className="text-xs text-soft">{words.customer_text_hint}</p>}
      {emergency && <EmergencyCard kind={emergency} />}
      {text && (
        <p lang="ko" className="mt-2 whitespace-pre-wrap">
          {text}
        </p>
      )}
      {streaming && (
        <p className="mt-2 flex items-center gap-2 text-sm text-soft">
          <span aria-hidden="true" className="size-1.5 rounded-full bg-accent motion-safe:animate-pulse" />
          {state === 'searching' ? words.searching : words.writing}
        </p>
      )}
      {state === 'interrupted' && <p className="mt-2 text-sm text-soft">{words.interrupted}</p>}
      {state === 'ended' && finish_reason === 'length' && (
        <p className="mt-2 text-sm text-soft">{words.truncated}</p>
      )}
      {options && options.length > 0 && (
        <ul className="mt-3 flex flex-col items-start gap-2">
          {options.map((option) => (
            <li key={option}>
              <button
                type="button"
                lang="ko"
                className="button h-auto whitespace-normal text-left"
                onClick={() => onPick(option)}
              >
                {option}
              </button>
            </li>
          ))}
        </ul>
      )}
      {citations && citations.length > 0 && <Sources citations={citations} />}
      {answer && <Ending answer={answer} onDraft={onDraft} />}
    </section>
  );
}

/** How the answer was drawn, and the way to a draft of it. */
function Ending({
  answer,
  onDraft,
}: {
  answer: NonNullable<ShownTurn['answer']>;
  onDraft: (source: DraftSource) => void;
}) {
  const words = useWords(assistantWords);
  const customerWords = useCustomerWords();
  const { id, sampling, timings, citations } = answer;
  const cited = citations !== null && citations.length > 0;
  const drawn =
    timings && sampling
      ? [
          samplingSummary(sampling, customerWords),
          fill(customerWords.log.speed, { speed: Math.round(timings.tokens_per_second) }),
        ].join(' · ')
      : cited && customerWords.log.verbatim;
  return (
    <footer className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-2">
      {cited && (
        <button type="button" className="button" onClick={() => onDraft({ type: 'answer', message_id: id })}>
          <Icon name="edit" className="size-4" />
          {words.draft.open}
        </button>
      )}
      {drawn && <p className="text-xs text-soft tabular-nums">{drawn}</p>}
    </footer>
  );
}
