'use client';

import { useWords } from '@/app/_ui/words';
import { fill } from '@/lib/i18n/fill';
import { trainingWords } from '@/lib/i18n/lab/training';
import { median } from '@/lib/lab/training/curve';
import { perplexity } from '@/lib/lab/training/facts';
import type { Run } from '@/lib/lab/training/runs';
import { clock, count, figure, percent } from './format';

interface Tile {
  name: string;
  value: string;
  hint?: string;
}

/** A run in a few numbers. */
export function Tiles({ run }: { run: Run }) {
  const { tiles: words, live } = useWords(trainingWords);
  const last = run.steps.at(-1);
  const { machine, parameters } = run.run;
  const tiles: Tile[] = [
    { name: words.parameters, value: count(parameters) },
    ...amounts(run, words),
    ...results(run, words),
    { name: words.time, value: clock(run.evaluations.at(-1)?.seconds ?? last?.seconds ?? 0), hint: machine },
  ];
  return (
    <section aria-label={run.run.name}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 className="text-xl font-bold">{run.run.name}</h2>
        {run.state === 'running' && (
          <p className="text-sm text-accent">{fill(live, { step: count(last?.step ?? 0) })}</p>
        )}
      </div>
      <dl className="mt-3 grid grid-cols-2 gap-3 md:grid-cols-3 lg:grid-cols-6">
        {tiles.map(({ name, value, hint }) => (
          <div key={name} className="card flex min-w-0 flex-col p-4">
            <dt className="text-sm text-soft">{name}</dt>
            <dd className="text-xl font-bold tabular-nums">{value}</dd>
            {hint && <dd className="text-xs text-soft">{hint}</dd>}
          </div>
        ))}
      </dl>
    </section>
  );
}

type Words = (typeof trainingWords)['ko']['tiles'];

function amounts({ steps }: Run, words: Words): Tile[] {
  const last = steps.at(-1);
  const speeds = steps.flatMap(({ tokens_per_second }) => tokens_per_second ?? []);
  if (last?.tokens === undefined) return [];
  const per_step = count(Math.round(last.tokens / last.step));
  return [
    { name: words.tokens, value: count(last.tokens), hint: fill(words.tokens_hint, { count: per_step }) },
    ...(speeds.length > 0
      ? [{ name: words.speed, value: count(Math.round(median(speeds))), hint: words.speed_hint }]
      : []),
  ];
}

function results({ evaluations }: Run, words: Words): Tile[] {
  const last = evaluations.at(-1);
  if (!last) return [];
  const { val_loss, bits_per_byte, hit_at_1 } = last;
  return [
    ...(val_loss === undefined
      ? []
      : [
          {
            name: words.loss,
            value: figure(val_loss),
            hint: fill(words.perplexity, { value: figure(perplexity(val_loss)) }),
          },
        ]),
    ...(bits_per_byte === undefined
      ? []
      : [{ name: words.bits, value: figure(bits_per_byte), hint: words.bits_hint }]),
    ...(hit_at_1 === undefined ? [] : [{ name: words.hit, value: percent(hit_at_1), hint: words.hit_hint }]),
  ];
}
