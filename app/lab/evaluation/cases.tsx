'use client';

import { useId, useState } from 'react';
import { useWords } from '@/app/_ui/words';
import { fill } from '@/lib/i18n/fill';
import { evaluationWords } from '@/lib/i18n/lab/evaluation';
import type { Case } from '@/lib/lab/evaluation';
import { Facts } from '../pipeline/facts';
import { Steps } from '../pipeline/steps';
import { useFollow } from '../pipeline/use-follow';
import { Scrolling } from '../scrolling';

type Why = NonNullable<Case['why']> | 'unknown';
const whyOf = ({ why }: Case): Why => why ?? 'unknown';

/** The wrong replies, by what went wrong; each opens with how it came about. */
export function Cases({ cases }: { cases: Case[] }) {
  const { cases: words } = useWords(evaluationWords);
  const [chosen, setChosen] = useState<Why>();
  const heading = useId();
  const reasons = [...new Set(cases.map(whyOf))];
  const shown = cases.filter((one) => !chosen || whyOf(one) === chosen);
  const count = (why: Why) => cases.filter((one) => whyOf(one) === why).length;
  return (
    <section aria-labelledby={heading} className="card min-w-0 p-4 sm:p-5">
      <h2 id={heading} className="text-lg font-semibold">
        {words.title}
      </h2>
      <p className="mb-3 text-sm text-soft">{words.hint}</p>
      {reasons.length > 1 && (
        <fieldset className="mb-3 flex flex-wrap gap-2 print:hidden">
          <legend className="sr-only">{words.filter}</legend>
          {[undefined, ...reasons].map((why) => (
            <button
              key={why ?? ''}
              type="button"
              aria-pressed={chosen === why}
              onClick={() => setChosen(why)}
              className="button aria-pressed:border-accent aria-pressed:bg-tint aria-pressed:text-accent"
            >
              {why ? `${words.why[why]} ${count(why)}` : fill(words.every, { count: cases.length })}
            </button>
          ))}
        </fieldset>
      )}
      {shown.length === 0 && <p className="text-soft">{words.none}</p>}
      <ul className="flex flex-col">
        {shown.map((one) => (
          <li key={`${one.set} ${one.question}`} className="border-t border-line">
            <details>
              <summary className="cursor-pointer rounded-lg py-2.5">
                <span lang="ko" className="font-medium">
                  {one.question}
                </span>{' '}
                <span className="text-sm text-soft">{words.why[whyOf(one)]}</span>
              </summary>
              <Way one={one} />
            </details>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What was asked for, what was found, and what was said. */
function Way({ one }: { one: Case }) {
  const { cases: words, kinds } = useWords(evaluationWords);
  const { expected, trace } = one;
  return (
    <div className="mb-4 flex flex-col gap-3 rounded-xl bg-page p-3">
      <Facts
        rows={[
          [words.reason, one.why && words.why[one.why]],
          [words.expected, expected && [expected.question, `(${expected.id})`].filter(Boolean).join(' ')],
          [words.facts, expected?.facts.join(', ')],
          [words.missing, one.missing?.join(', ')],
          [words.kind, one.kind && (kinds[one.kind] ?? one.kind)],
          [words.answered, one.text],
          [words.cited, one.cited.join(', ')],
          [words.unsupported, trace?.unsupported?.join(', ')],
        ]}
      />
      {trace ? (
        <Found hits={trace.hits} expected={expected?.id} />
      ) : (
        <p className="text-sm">{words.no_trace}</p>
      )}
      <Again question={one.question} />
    </div>
  );
}

type Trace = NonNullable<Case['trace']>;

function Found({ hits, expected }: { hits: Trace['hits']; expected?: string }) {
  const { cases: words } = useWords(evaluationWords);
  if (hits.length === 0) return null;
  return (
    <Scrolling label={words.found}>
      <h3 className="text-sm font-semibold">{words.found}</h3>
      <ol className="min-w-max text-sm tabular-nums">
        {hits.map(({ id, question, score, similarity, lexical }, i) => (
          <li key={id} className={id === expected ? 'font-bold text-accent' : ''}>
            {i + 1}. {score.toFixed(3)}{' '}
            <span className="text-soft">
              (cos {similarity.toFixed(3)}, BM25 {lexical.toFixed(1)})
            </span>{' '}
            <span lang="ko">{question}</span> ({id})
          </li>
        ))}
      </ol>
    </Scrolling>
  );
}

/** The question asked again, now, with every step of its way. */
function Again({ question }: { question: string }) {
  const { cases: words } = useWords(evaluationWords);
  const { followed, busy, problem, follow } = useFollow();
  return (
    <>
      <button
        type="button"
        disabled={busy}
        onClick={() => follow(question)}
        className="button self-start print:hidden"
      >
        {busy ? words.asking : words.ask}
      </button>
      <p aria-live="polite" className="text-sm text-danger empty:hidden">
        {problem}
      </p>
      {followed && <Steps followed={followed} />}
    </>
  );
}
