import { type ReactNode, useId } from 'react';
import { useCustomerWords, useWords } from '@/app/_ui/words';
import { pipelineWords } from '@/lib/i18n/lab/pipeline';
import { tracesWords } from '@/lib/i18n/staff/traces';
import type { Followed } from '@/lib/lab/follow';
import { duration } from '../format';
import { Facts } from './facts';
import { Generation, Prompt } from './generation';
import { Grounding } from './grounding';
import { Retrieval } from './retrieval';

/** What each step of the pipeline made of the question, in order, and the reply at the end. */
export function Steps({ followed }: { followed: Followed }) {
  const { guard, retrieve, plan, write, grounding, reply, write_ms, ms } = followed;
  const words = useWords(pipelineWords);
  const { intent } = useWords(tracesWords);
  const { personal_data } = useCustomerWords();
  const intents: Record<string, string> = intent;
  const generating = Math.max(0, write_ms - grounding.ms);
  return (
    <>
      <ol className="flex flex-col gap-4">
        <Step name="guard" place={1} ms={guard.ms} whole={ms}>
          <Facts
            rows={[
              [words.guard.text, guard.text],
              [
                words.guard.masked,
                guard.masked.map((kind) => personal_data[kind] ?? kind).join(', ') || words.guard.none,
              ],
              [words.guard.intent, intents[guard.intent] ?? guard.intent],
            ]}
          />
        </Step>
        <Step name="retrieve" place={2} ms={retrieve.ms} whole={ms}>
          <Retrieval retrieve={retrieve} />
        </Step>
        <Step name="plan" place={3} ms={plan.ms} whole={ms}>
          <Facts
            rows={[
              [words.plan.action, words.plan.actions[plan.action]],
              [
                words.plan.passages,
                plan.passages.map(({ id, question }) => `${question} (${id})`).join('\n') || words.plan.none,
              ],
              [words.plan.facts, plan.facts.join(', ')],
              [words.plan.options, plan.options.join('\n')],
              [words.plan.alternative, plan.alternative],
            ]}
          />
        </Step>
        <Step name="prompt" place={4}>
          {write ? <Prompt write={write} /> : <p className="text-soft">{words.write.none}</p>}
        </Step>
        <Step name="generate" place={5} ms={write ? generating : undefined} whole={ms}>
          {write ? <Generation write={write} /> : <p className="text-soft">{words.write.none}</p>}
        </Step>
        <Step name="ground" place={6} ms={write ? grounding.ms : undefined} whole={ms}>
          <Grounding grounding={grounding} />
        </Step>
      </ol>
      <Reply text={reply.text} cited={reply.cited} />
    </>
  );
}

/** One step under its name: what it does in a sentence, and how long it took of the whole. */
function Step({
  name,
  place,
  ms,
  whole = 0,
  children,
}: {
  name: keyof (typeof pipelineWords)['ko']['steps'];
  place: number;
  ms?: number;
  whole?: number;
  children: ReactNode;
}) {
  const words = useWords(pipelineWords);
  const heading = useId();
  return (
    <li>
      <section aria-labelledby={heading} className="card min-w-0 p-4">
        <div className="flex flex-wrap items-center gap-x-3">
          <span
            aria-hidden="true"
            className="grid size-7 place-items-center rounded-full bg-accent text-sm font-bold text-on-accent"
          >
            {place}
          </span>
          <h2 id={heading} className="text-lg font-semibold">
            {words.steps[name]}
          </h2>
          {ms !== undefined && (
            <span className="ml-auto text-sm text-soft tabular-nums">
              <span className="sr-only">{words.time} </span>
              {ms < 1 ? `${ms.toFixed(2)}\u00a0ms` : duration(ms)}
            </span>
          )}
        </div>
        {ms !== undefined && (
          <span aria-hidden="true" className="mt-2 block h-1 overflow-hidden rounded bg-line">
            <span
              className="block h-full min-w-0.5 rounded bg-accent"
              style={{ width: `${whole > 0 ? (100 * ms) / whole : 0}%` }}
            />
          </span>
        )}
        <p className="mt-2 mb-3 text-sm text-soft">{words.what[name]}</p>
        {children}
      </section>
    </li>
  );
}

function Reply({ text, cited }: { text: string; cited: string[] }) {
  const words = useWords(pipelineWords);
  return (
    <section aria-label={words.reply} className="rounded-2xl border-2 border-accent p-4">
      <h2 className="text-lg font-semibold">{words.reply}</h2>
      <p lang="ko" className="mt-2 whitespace-pre-wrap">
        {text}
      </p>
      {cited.length > 0 && (
        <p className="mt-2 flex flex-wrap gap-2">
          {cited.map((id) => (
            <span key={id} className="badge">
              {id}
            </span>
          ))}
        </p>
      )}
    </section>
  );
}
