'use client';

import Link from 'next/link';
import { useWords } from '@/app/_ui/words';
import { fill } from '@/lib/i18n/fill';
import { trainingWords } from '@/lib/i18n/lab/training';
import type { RunSummary } from '@/lib/lab/training/runs';
import { count, dateTime, figure, percent } from './format';

/** Every recorded run, one of them chosen. */
export function RunList({ runs, chosen }: { runs: RunSummary[]; chosen: string }) {
  const { runs: words } = useWords(trainingWords);
  return (
    <nav aria-labelledby="runs">
      <h2 id="runs" className="font-semibold">
        {words.title}
      </h2>
      <p className="text-sm text-soft">{words.hint}</p>
      <ul className="mt-3 grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {runs.map((run) => (
          <li key={run.id}>
            <Link
              href={`/lab/training?run=${encodeURIComponent(run.id)}`}
              scroll={false}
              aria-current={run.id === chosen ? 'true' : undefined}
              className="card block h-full p-4 hover:border-accent aria-[current]:border-accent aria-[current]:bg-tint"
            >
              <span className="flex flex-wrap items-center gap-2">
                <span className="font-semibold">{run.name}</span>
                <span className="badge border border-line">{words.kind[run.kind]}</span>
                {run.state !== 'finished' && <State state={run.state} />}
              </span>
              <span className="block text-sm text-soft">
                {dateTime(run.started)} · {stepsOf(run, words)}
              </span>
              <span className="block text-sm text-soft tabular-nums">{resultOf(run, words)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

type Words = (typeof trainingWords)['ko']['runs'];

function State({ state }: { state: 'running' | 'stopped' }) {
  const { state: names } = useWords(trainingWords).runs;
  return (
    <span className="flex items-center gap-1 text-xs font-semibold text-accent">
      {state === 'running' && (
        <span aria-hidden="true" className="size-2 rounded-full bg-accent motion-safe:animate-pulse" />
      )}
      {names[state]}
    </span>
  );
}

/** A run that ended tells its steps; one that has not, of how many. */
function stepsOf({ steps, total_steps, state }: RunSummary, words: Words): string {
  const values = { steps: count(steps), total: count(total_steps ?? steps) };
  return fill(state === 'finished' || !total_steps ? words.steps : words.steps_of, values);
}

function resultOf({ evaluations }: RunSummary, words: Words): string | undefined {
  const last = evaluations.at(-1);
  if (last?.val_loss !== undefined) return fill(words.loss, { loss: figure(last.val_loss) });
  if (last?.hit_at_1 !== undefined) return fill(words.hit, { share: percent(last.hit_at_1) });
}
