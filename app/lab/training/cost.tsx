'use client';

import { type ReactNode, useId, useState } from 'react';
import { useWords } from '@/app/_ui/words';
import { fill } from '@/lib/i18n/fill';
import { trainingWords } from '@/lib/i18n/lab/training';
import { cost, type Device, gpuHours, LLAMA_2, PEAKS, trainingFlops } from '@/lib/lab/training/facts';
import type { Run } from '@/lib/lab/training/runs';
import { count, figure, percent } from './format';

/** What is typed; numbers only when they are read. */
type Typed = Record<'gpu_hours' | 'gpus' | 'price' | 'parameters' | 'tokens' | 'share', string> & {
  device: Device;
};

/** A number above 0, with or without separators; undefined for anything else. */
function read(typed: string): number | undefined {
  const value = Number(typed.replaceAll(',', ''));
  return Number.isFinite(value) && value > 0 ? value : undefined;
}

/** The share of an A100's peak that Llama 2's hours come to. */
const impliedShare = (llama: number) =>
  trainingFlops(llama, LLAMA_2.tokens) / (LLAMA_2.gpu_hours * 3600 * PEAKS.a100);

/** What training costs on rented servers; it opens with the textbook's example. */
export function Cost({ run, llama }: { run: Run; llama: number }) {
  const { cost: words } = useWords(trainingWords);
  const example: Typed = {
    gpu_hours: count(LLAMA_2.gpu_hours),
    gpus: String(LLAMA_2.gpus),
    price: String(LLAMA_2.price),
    parameters: count(llama),
    tokens: count(LLAMA_2.tokens),
    device: 'a100',
    share: (100 * impliedShare(llama)).toFixed(2),
  };
  const [typed, setTyped] = useState(example);
  const change = (some: Partial<Typed>) => setTyped({ ...typed, ...some });
  const tokens = run.steps.at(-1)?.tokens;
  const hours = hoursOf(typed);
  const useThisRun = () => {
    const mine = { ...typed, parameters: count(run.run.parameters), tokens: count(tokens ?? 0) };
    setTyped({ ...mine, gpu_hours: figure(hoursOf(mine) ?? 0) });
  };
  return (
    <section aria-labelledby="cost" className="card p-4 sm:p-6">
      <h2 id="cost" className="text-lg font-bold">
        {words.title}
      </h2>
      <p className="text-sm text-soft">{words.hint}</p>
      <div className="mt-3 flex flex-wrap gap-2">
        <button type="button" className="button" onClick={() => setTyped(example)}>
          {words.example}
        </button>
        {tokens !== undefined && (
          <button type="button" className="button" onClick={useThisRun}>
            {words.this_run}
          </button>
        )}
      </div>
      <div className="mt-3 grid gap-3 sm:grid-cols-3">
        {(['gpu_hours', 'gpus', 'price'] as const).map((key) => (
          <Amount
            key={key}
            name={words[key]}
            value={typed[key]}
            onChange={(value) => change({ [key]: value })}
          />
        ))}
      </div>
      <Total typed={typed} />
      <h3 className="mt-6 font-semibold">{words.from_flops}</h3>
      <p className="text-sm text-soft">{words.from_flops_hint}</p>
      <div className="mt-3 grid gap-3 sm:grid-cols-2 lg:grid-cols-4">
        {(['parameters', 'tokens'] as const).map((key) => (
          <Amount
            key={key}
            name={words[key]}
            value={typed[key]}
            onChange={(value) => change({ [key]: value })}
          />
        ))}
        <Field name={words.device}>
          {(id) => (
            <select
              id={id}
              className="field"
              value={typed.device}
              onChange={(event) => change({ device: event.target.value as Device })}
            >
              {(Object.keys(PEAKS) as Device[]).map((device) => (
                <option key={device} value={device}>
                  {words.devices[device]}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Amount name={words.share} value={typed.share} onChange={(share) => change({ share })} />
      </div>
      <div className="mt-3 flex flex-wrap items-center gap-3">
        <output className="text-lg font-bold tabular-nums">
          {hours === undefined ? '–' : fill(words.hours, { hours: figure(hours) })}
        </output>
        <button
          type="button"
          className="button"
          disabled={hours === undefined}
          onClick={() => hours !== undefined && change({ gpu_hours: figure(hours) })}
        >
          {words.use}
        </button>
      </div>
      <p className="mt-3 text-xs text-soft">
        {fill(words.implied, { share: percent(impliedShare(llama)) })} {words.source}
      </p>
    </section>
  );
}

function hoursOf({ parameters, tokens, device, share }: Typed): number | undefined {
  const [n, d, reached] = [parameters, tokens, share].map(read);
  if (!n || !d || !reached) return;
  return gpuHours(trainingFlops(n, d), PEAKS[device], reached / 100);
}

function Total({ typed }: { typed: Typed }) {
  const { cost: words } = useWords(trainingWords);
  const [gpu_hours, gpus, price] = [typed.gpu_hours, typed.gpus, typed.price].map(read);
  if (!gpu_hours || !gpus || !price) return <p className="mt-4 text-soft">–</p>;
  const dollars = cost({ gpu_hours, gpus, price });
  return (
    <p className="mt-4" data-testid="cost">
      <span className="text-soft tabular-nums">
        {fill(words.result, { hours: figure(gpu_hours), gpus: figure(gpus), price: figure(price) })}{' '}
      </span>
      <output className="text-2xl font-bold tabular-nums">
        {fill(words.dollars, { cost: figure(dollars) })}
      </output>
      <span className="text-soft tabular-nums">
        {dollars >= 1e5 && ` · ${fill(words.about, { cost: count(Math.round(dollars / 1e4)) })}`} ·{' '}
        {fill(words.server_hours, { hours: figure(gpu_hours / gpus) })}
      </span>
    </p>
  );
}

function Field({ name, children }: { name: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="min-w-0 text-sm">
      <label htmlFor={id} className="mb-1 block text-soft">
        {name}
      </label>
      {children(id)}
    </div>
  );
}

/** A number above 0; what is none is said where it was typed. */
function Amount({
  name,
  value,
  onChange,
}: {
  name: string;
  value: string;
  onChange: (value: string) => void;
}) {
  const { invalid } = useWords(trainingWords).cost;
  const wrong = read(value) === undefined;
  return (
    <Field name={name}>
      {(id) => (
        <>
          <input
            id={id}
            className="field tabular-nums"
            inputMode="decimal"
            value={value}
            onChange={(event) => onChange(event.target.value)}
            aria-invalid={wrong}
            aria-describedby={wrong ? `${id}-wrong` : undefined}
          />
          {wrong && (
            <p id={`${id}-wrong`} className="text-danger">
              {invalid}
            </p>
          )}
        </>
      )}
    </Field>
  );
}
