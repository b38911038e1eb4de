'use client';

import { useWords } from '@/app/_ui/words';
import { fill } from '@/lib/i18n/fill';
import { trainingWords } from '@/lib/i18n/lab/training';
import type { Run } from '@/lib/lab/training/runs';
import { count, dateTime, figure } from './format';

type Words = (typeof trainingWords)['ko']['configuration'];
type Line = [name: string, value: string | number | undefined];

/** All that would be needed to run it again: the network, and how it was trained. */
export function Configuration({ run }: { run: Run }) {
  const { configuration: words } = useWords(trainingWords);
  const lines = [...network(run, words), ...learning(run, words), ...amounts(run, words)];
  return (
    <section aria-labelledby="configuration" className="card p-4 sm:p-6">
      <h2 id="configuration" className="text-lg font-bold">
        {words.title}
      </h2>
      <dl className="mt-3 grid grid-cols-2 gap-x-6 gap-y-2 lg:grid-cols-3">
        {lines.map(
          ([name, value]) =>
            value !== undefined && (
              <div key={name} className="min-w-0 border-t border-line pt-2">
                <dt className="text-sm text-soft">{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  );
}

function network({ run }: Run, words: Words): Line[] {
  const { config } = run.options;
  return [
    [words.shape, words.shapes[config.shape]],
    [words.parameters, count(run.parameters)],
    [words.layers, config.n_layer],
    [words.width, config.n_embd],
    [words.heads, `${config.n_head} (${config.n_kv_head})`],
    [words.inner, config.n_inner],
    [words.vocabulary, count(config.vocab_size)],
    [words.context, count(config.context_length)],
    [words.tied, config.tied ? words.tied_yes : words.tied_no],
  ];
}

function learning({ run, steps }: Run, words: Words): Line[] {
  const { base, batch, accumulate = 1, time, schedule, adamw, dropout, temperature, seed } = run.options;
  const rows = (batch ?? 0) * accumulate;
  const of_a_step = time
    ? fill(words.batch_value, { rows, time, tokens: count(rows * time) })
    : fill(words.pairs_value, { rows });
  return [
    [words.base, base],
    [words.steps, count(steps.at(-1)?.step ?? 0)],
    [words.batch, batch && of_a_step],
    [
      words.schedule,
      schedule &&
        fill(schedule.lr === schedule.min_lr ? words.schedule_constant : words.schedule_value, {
          kind: schedule.kind,
          lr: figure(schedule.lr),
          min: figure(schedule.min_lr),
          warmup: schedule.warmup_steps,
        }),
    ],
    [
      words.optimizer,
      adamw &&
        fill(words.optimizer_value, {
          beta1: adamw.beta1,
          beta2: adamw.beta2,
          decay: adamw.weight_decay,
          clip: adamw.clip_norm ?? words.no_clip,
        }),
    ],
    [words.dropout, dropout],
    [words.temperature, temperature],
    [words.seed, seed],
    [words.started, dateTime(run.started)],
    [words.machine, run.machine],
  ];
}

/** What a tuning learned from; a pretraining's sources have a chart of their own. */
function amounts({ run }: Run, words: Words): Line[] {
  const { conversations, quotes, entries, replay } = run.options.data ?? {};
  return [
    [words.conversations, conversations && count(conversations)],
    [words.quotes, quotes && count(quotes)],
    [words.entries, entries && count(entries)],
    [words.replay, replay],
  ];
}
