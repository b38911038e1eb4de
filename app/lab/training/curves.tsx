'use client';

import { useState } from 'react';
import type { Scale } from '@/app/_ui/axis';
import { Choice } from '@/app/_ui/choice';
import { type LineSeries, Lines, type Point } from '@/app/_ui/lines';
import { useWords } from '@/app/_ui/words';
import { fill } from '@/lib/i18n/fill';
import { trainingWords } from '@/lib/i18n/lab/training';
import { movingAverage } from '@/lib/lab/training/curve';
import { perplexity } from '@/lib/lab/training/facts';
import type { Evaluation, Step } from '@/lib/lab/training/record';
import type { Run } from '@/lib/lab/training/runs';
import { count, figure, percent } from './format';

/** The textbook's two axes of progress. */
type Axis = 'step' | 'tokens';

/** Steps averaged with each one, on either side: a twentieth of the run. */
const reachOf = (steps: readonly Step[]) => Math.max(2, Math.round(steps.length / 40));

/** How a run went, over steps or over tokens seen. */
export function Curves({ run }: { run: Run }) {
  const words = useWords(trainingWords);
  const { curves } = words;
  const [axis, setAxis] = useState<Axis>('step');
  const [scale, setScale] = useState<Scale | 'auto'>('auto');
  const counted = run.steps.some(({ tokens }) => tokens !== undefined);
  const common = {
    xName: curves[axis === 'step' ? 'steps' : 'tokens'],
    asTable: words.as_table,
    download: words.csv,
  };
  return (
    <section aria-labelledby="curves">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 id="curves" className="mr-auto text-lg font-bold">
          {curves.title}
        </h2>
        {counted && (
          <Labelled name={curves.x}>
            <Choice
              className="flex"
              chosen={axis}
              onChoose={setAxis}
              options={[
                { value: 'step', label: curves.steps },
                { value: 'tokens', label: curves.tokens },
              ]}
            />
          </Labelled>
        )}
        <Labelled name={curves.y}>
          <Choice
            className="flex"
            chosen={scale}
            onChoose={setScale}
            options={[
              { value: 'auto', label: curves.auto },
              { value: 'linear', label: curves.linear },
              { value: 'log', label: curves.log },
            ]}
          />
        </Labelled>
      </div>
      <div className="mt-3 grid gap-4 lg:grid-cols-2">
        {chartsOf(run, curves).map(({ steps, evaluations, suits, ...chart }) => (
          <Lines
            key={chart.title}
            {...common}
            {...chart}
            yScale={suits && scale !== 'auto' ? scale : (suits ?? 'linear')}
            points={merged(axis, [
              ...steps.map((values, i) => ({ at: run.steps[i], values })),
              ...evaluations.map((values, i) => ({ at: run.evaluations[i], values })),
            ])}
          />
        ))}
      </div>
    </section>
  );
}

function Labelled({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <fieldset className="flex items-center gap-2 text-sm">
      <legend className="sr-only">{name}</legend>
      <span aria-hidden="true" className="text-soft">
        {name}
      </span>
      {children}
    </fieldset>
  );
}

type Values = Record<string, number | undefined>;

interface Chart {
  title: string;
  hint?: string;
  series: LineSeries[];
  format: (value: number) => string;
  /** What is drawn of each step, and of each evaluation. */
  steps: Values[];
  evaluations: Values[];
  /** The vertical scale that suits it, of those that it can have; absent, it is linear. */
  suits?: Scale;
}

/** The charts for which the run has figures. */
function chartsOf(run: Run, words: (typeof trainingWords)['ko']['curves']): Chart[] {
  const { steps, evaluations } = run;
  const losses = steps.map(({ loss }) => loss);
  const mean = movingAverage(losses, reachOf(steps));
  const clip = run.run.options.adamw?.clip_norm;
  const validated = evaluations.some(({ val_loss }) => val_loss !== undefined);
  const validation: LineSeries[] = validated
    ? [{ key: 'validation', name: words.validation, colour: 2, marks: true }]
    : [];
  const smooth = { key: 'mean', name: words.train_mean, colour: 1 };
  const loss: Chart = {
    title: words.loss,
    hint: run.kind === 'encoder' ? words.contrast_hint : words.loss_hint,
    series: [{ key: 'train', name: words.train, colour: 3, raw: true }, smooth, ...validation],
    format: figure,
    steps: losses.map((train, i) => ({ train, mean: mean[i] })),
    evaluations: evaluations.map(({ val_loss }) => ({ validation: val_loss })),
    suits: 'linear',
  };
  const unsure: Chart = {
    title: words.perplexity,
    hint: words.perplexity_hint,
    series: [smooth, ...validation],
    format: figure,
    steps: mean.map((value) => ({ mean: perplexity(value) })),
    evaluations: evaluations.map(({ val_loss }) => ({
      validation: val_loss === undefined ? undefined : perplexity(val_loss),
    })),
    suits: 'log',
  };
  const measured = (
    key: keyof Evaluation & ('bits_per_byte' | 'hit_at_1'),
    title: string,
    hint: string,
  ): Chart => ({
    title,
    hint,
    series: [{ key, name: words.validation, colour: 2, marks: true }],
    format: key === 'hit_at_1' ? percent : figure,
    steps: [],
    evaluations: evaluations.map((one) => ({ [key]: one[key] })),
    suits: key === 'bits_per_byte' ? 'linear' : undefined,
  });
  const ofSteps = (
    key: keyof Step & ('lr' | 'grad_norm' | 'tokens_per_second'),
    title: string,
    hint?: string,
    format = figure,
  ): Chart => ({
    title,
    hint,
    series: [{ key, name: title, colour: 1 }],
    format,
    steps: steps.map((one) => ({ [key]: one[key] })),
    evaluations: [],
  });
  const whole = (value: number) => count(Math.round(value));
  return [
    loss,
    ...(validated ? [unsure] : []),
    measured('bits_per_byte', words.bits, words.bits_hint),
    measured('hit_at_1', words.hit, words.hit_hint),
    ofSteps('lr', words.lr),
    ofSteps('grad_norm', words.grad_norm, clip ? fill(words.grad_norm_hint, { clip }) : undefined),
    ofSteps('tokens_per_second', words.speed, words.speed_hint, whole),
  ].filter(({ series, ...chart }) =>
    [...chart.steps, ...chart.evaluations].some((values) =>
      series.some(({ key }) => values[key] !== undefined),
    ),
  );
}

/** What was drawn of steps and evaluations, along one axis. */
function merged(axis: Axis, all: { at: Step | Evaluation; values: Values }[]): Point[] {
  const points = new Map<number, Point>();
  for (const { at, values } of all) {
    const x = at[axis];
    if (x !== undefined) points.set(x, { ...points.get(x), ...values, x } as Point);
  }
  return [...points.values()].sort((a, b) => a.x - b.x);
}
