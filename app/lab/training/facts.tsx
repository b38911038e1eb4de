'use client';

import type { ReactNode } from 'react';
import { Bars, Behind } from '@/app/_ui/chart';
import { useWords } from '@/app/_ui/words';
import { fill } from '@/lib/i18n/fill';
import { trainingWords } from '@/lib/i18n/lab/training';
import { median } from '@/lib/lab/training/curve';
import { CHINCHILLA, LLAMA_2, PEAKS, perplexity, THIS_CPU, trainingFlops } from '@/lib/lab/training/facts';
import type { Product } from '@/lib/lab/training/flops';
import type { Run } from '@/lib/lab/training/runs';
import { count, figure, percent, power } from './format';

interface Given {
  run: Run;
  products: Product[];
}

/** The textbook's formulas, on the chosen run. */
export function Facts({ run, products, llama }: Given & { llama: number }) {
  const { facts } = useWords(trainingWords);
  return (
    <section aria-labelledby="facts">
      <h2 id="facts" className="text-lg font-bold">
        {facts.title}
      </h2>
      {run.kind === 'encoder' ? (
        <p className="card mt-3 p-4 text-soft">{facts.none}</p>
      ) : (
        <div className="mt-3 grid items-start gap-4 lg:grid-cols-2">
          <Perplexity run={run} />
          <Flops run={run} products={products} />
          {run.kind !== 'tuning' && <Chinchilla run={run} llama={llama} />}
        </div>
      )}
    </section>
  );
}

function Card({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="card flex min-w-0 flex-col gap-2 p-4">
      <h3 className="font-semibold">{title}</h3>
      {children}
    </section>
  );
}

function Perplexity({ run }: { run: Run }) {
  const { perplexity: words } = useWords(trainingWords).facts;
  const { config, corpus } = run.run.options;
  const losses = run.evaluations.flatMap(({ val_loss }) => val_loss ?? []);
  const [before, after] = [losses[0], losses[losses.length - 1]];
  const from_nothing = run.evaluations[0]?.step === 0 && run.kind !== 'tuning';
  const bits = run.evaluations.at(-1)?.bits_per_byte;
  const held = run.held_out?.['all sources'];
  return (
    <Card title={words.title}>
      {from_nothing && (
        <p>
          {fill(words.before, {
            loss: figure(before),
            value: figure(perplexity(before)),
            vocabulary: count(config.vocab_size),
            ratio: figure(perplexity(before) / config.vocab_size),
          })}
        </p>
      )}
      {after !== undefined && (
        <p>
          {fill(words.after, {
            loss: figure(after),
            value: figure(perplexity(after)),
            about: figure(Number(perplexity(after).toPrecision(2))),
          })}
        </p>
      )}
      {bits !== undefined && corpus && (
        <p className="tabular-nums">
          {fill(words.bits, { bytes: figure(corpus.val.bytes / corpus.val.tokens), bits: figure(bits) })}
        </p>
      )}
      {held && (
        <p className="text-sm text-soft">
          {fill(words.held, {
            tokens: count(held.tokens),
            loss: figure(held.loss),
            value: figure(held.perplexity),
            bits: figure(held.bits_per_byte),
          })}
        </p>
      )}
    </Card>
  );
}

function Flops({ run, products }: Given) {
  const words = useWords(trainingWords);
  const { flops } = words.facts;
  const { parameters, machine, options } = run.run;
  const tokens = run.steps.at(-1)?.tokens ?? 0;
  const rule = trainingFlops(parameters, tokens);
  const a_token = products.reduce((sum, product) => sum + product.flops, 0);
  const counted = 3 * a_token * tokens;
  const speed = trainingFlops(parameters, median(run.steps.flatMap((step) => step.tokens_per_second ?? [])));
  return (
    <Card title={flops.title}>
      <p className="tabular-nums">
        {fill(flops.rule, { parameters: count(parameters), tokens: count(tokens), flops: power(rule) })}
      </p>
      <p className="text-sm text-soft">{flops.rule_hint}</p>
      <p className="tabular-nums">
        {fill(flops.counted, { flops: power(counted), ratio: figure(counted / rule) })}
      </p>
      <p className="text-sm text-soft">{fill(flops.counted_hint, { time: options.time ?? 0 })}</p>
      <Shares products={products} total={a_token} />
      <Behind
        label={flops.title}
        asTable={words.as_table}
        download={words.csv}
        category={flops.product}
        series={[
          { key: 'layers', name: flops.layers },
          { key: 'parameters', name: flops.parameters, format: count },
          { key: 'flops', name: flops.per_token, format: count },
          { key: 'share', name: flops.share, format: percent },
        ]}
        rows={products.map(({ name, layers, parameters: held, flops: each }) => ({
          name: flops.products[name],
          layers,
          parameters: held,
          flops: each,
          share: each / a_token,
        }))}
      />
      {machine === THIS_CPU && Number.isFinite(speed) && (
        <>
          <p>
            {fill(flops.speed, {
              flops: `${figure(speed / 1e9)} G`,
              peak: `${figure(PEAKS.cpu / 1e9)} GFLOP/s`,
              share: percent(speed / PEAKS.cpu),
            })}
          </p>
          <p className="text-sm text-soft">{flops.speed_hint}</p>
        </>
      )}
    </Card>
  );
}

/** What each product takes of a token's operations, as one bar with its names below. */
function Shares({ products, total }: { products: Product[]; total: number }) {
  const { products: names } = useWords(trainingWords).facts.flops;
  return (
    <>
      <div className="flex h-4 overflow-hidden rounded-full" aria-hidden="true">
        {products.map(({ name, flops }, i) => (
          <div key={name} style={{ width: percent(flops / total), background: SHADES[i] }} />
        ))}
      </div>
      <ul className="flex flex-wrap gap-x-3 gap-y-1 text-xs text-soft">
        {products.map(({ name, flops }, i) => (
          <li key={name} className="flex items-center gap-1 tabular-nums">
            <span aria-hidden="true" className="size-2.5 rounded-sm" style={{ background: SHADES[i] }} />
            {names[name]} {percent(flops / total)}
          </li>
        ))}
      </ul>
    </>
  );
}

/** Neighbours differ in lightness, so that the bar reads without colour too. */
const SHADES = ['#0072b2', '#9ccbe8', '#c4500a', '#f3b98a', '#00785a', '#8a8d86'];

function Chinchilla({ run, llama }: { run: Run; llama: number }) {
  const words = useWords(trainingWords);
  const { chinchilla } = words.facts;
  const { parameters, name } = run.run;
  const tokens = run.steps.at(-1)?.tokens ?? 0;
  const speed = median(run.steps.flatMap((step) => step.tokens_per_second ?? []));
  const best = CHINCHILLA * parameters;
  return (
    <div className="lg:col-span-2">
      <Bars
        title={chinchilla.title}
        hint={`${fill(chinchilla.text, {
          ratio: figure(tokens / parameters),
          tokens: count(best),
          hours: figure(best / speed / 3600),
        })} (${chinchilla.source})`}
        category={chinchilla.run}
        asTable={words.as_table}
        download={words.csv}
        sideways
        series={[{ key: 'ratio', name: chinchilla.per_parameter, format: figure }]}
        rows={[
          { name, ratio: tokens / parameters },
          { name: chinchilla.optimal, ratio: CHINCHILLA },
          { name: chinchilla.llama, ratio: LLAMA_2.tokens / llama },
        ]}
      />
    </div>
  );
}
