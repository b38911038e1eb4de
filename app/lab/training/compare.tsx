'use client';

import { useState } from 'react';
import type { Scale } from '@/app/_ui/axis';
import { Choice } from '@/app/_ui/choice';
import { Lines, type Point } from '@/app/_ui/lines';
import { useWords } from '@/app/_ui/words';
import { trainingWords } from '@/lib/i18n/lab/training';
import { perplexity } from '@/lib/lab/training/facts';
import type { RunSummary } from '@/lib/lab/training/runs';
import { figure } from './format';

type Measure = 'loss' | 'perplexity' | 'bits';

const VALUE: Record<Measure, (of: RunSummary['evaluations'][number]) => number | undefined> = {
  loss: ({ val_loss }) => val_loss,
  perplexity: ({ val_loss }) => (val_loss === undefined ? undefined : perplexity(val_loss)),
  bits: ({ bits_per_byte }) => bits_per_byte,
};

/** Lines are told apart by colour and by dashes. */
const DASHES = [undefined, '8 4', '2 3', '10 3 2 3'];
const COLOURS = 6;

/** Runs on one chart, over the tokens that they saw. */
export function Compare({ runs, chosen }: { runs: RunSummary[]; chosen: string }) {
  const words = useWords(trainingWords);
  const { compare, curves } = words;
  const [measure, setMeasure] = useState<Measure>('bits');
  const [scale, setScale] = useState<Scale>('log');
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const drawable = runs.filter(({ evaluations }) =>
    evaluations.some(({ val_loss, tokens }) => val_loss !== undefined && tokens !== undefined),
  );
  if (drawable.length < 2) return;
  const measured = drawable.filter(({ evaluations }) =>
    evaluations.some((one) => VALUE[measure](one) !== undefined),
  );
  const shown = measured.filter(({ id }) => !hidden.has(id));
  const toggle = (id: string) => {
    const next = new Set(hidden);
    if (!next.delete(id)) next.add(id);
    setHidden(next);
  };
  return (
    <section aria-labelledby="compare">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 id="compare" className="mr-auto text-lg font-bold">
          {compare.title}
        </h2>
        <Choice
          className="flex"
          chosen={measure}
          onChoose={setMeasure}
          options={[
            { value: 'bits', label: compare.bits },
            { value: 'loss', label: compare.loss },
            { value: 'perplexity', label: compare.perplexity },
          ]}
        />
        <Choice
          className="flex"
          chosen={scale}
          onChoose={setScale}
          options={[
            { value: 'linear', label: curves.linear },
            { value: 'log', label: curves.log },
          ]}
        />
      </div>
      <fieldset className="mt-2 flex flex-wrap gap-x-4 gap-y-1">
        <legend className="text-sm text-soft">{compare.hint}</legend>
        {measured.map(({ id, name }) => (
          <label key={id} className="flex min-h-9 items-center gap-2 text-sm">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={!hidden.has(id)}
              onChange={() => toggle(id)}
            />
            <span className={id === chosen ? 'font-semibold text-accent' : undefined}>{name}</span>
          </label>
        ))}
      </fieldset>
      <div className="mt-2">
        {shown.length === 0 ? (
          <p className="card px-4 py-12 text-center text-soft">{compare.none}</p>
        ) : (
          <Lines
            title={`${compare.title}: ${compare[measure]}`}
            xName={curves.tokens}
            xScale={scale}
            yScale={scale}
            format={figure}
            asTable={words.as_table}
            download={words.csv}
            series={shown.map(({ id, name }) => {
              const place = drawable.findIndex((run) => run.id === id);
              const colour = (place % COLOURS) + 1;
              return { key: id, name, colour, dash: DASHES[place % DASHES.length], marks: true };
            })}
            points={together(shown, measure)}
          />
        )}
      </div>
    </section>
  );
}

function together(runs: RunSummary[], measure: Measure): Point[] {
  const points = new Map<number, Point>();
  for (const { id, evaluations } of runs) {
    for (const one of evaluations) {
      const [x, value] = [one.tokens, VALUE[measure](one)];
      if (x === undefined || value === undefined) continue;
      points.set(x, { ...points.get(x), [id]: value, x } as Point);
    }
  }
  return [...points.values()].sort((a, b) => a.x - b.x);
}
