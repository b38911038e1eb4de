import { requestLocale } from '@/app/locale';
import { fill } from '@/lib/i18n/fill';
import { evaluationWords } from '@/lib/i18n/lab/evaluation';
import type { Benchmark, Cell, Comparison, Listing } from '@/lib/lab/benchmarks';
import { dateTime, number } from '../format';
import { Scrolling } from '../scrolling';
import { Card } from './card';

/** Every measurement that is kept, beside that of others where they were measured too. */
export async function Benchmarks({ benchmarks }: { benchmarks: Benchmark[] }) {
  const { benchmarks: words } = evaluationWords[await requestLocale()];
  return (
    <Card title={words.title} hint={words.hint}>
      {benchmarks.length === 0 && <p className="text-soft">{words.none}</p>}
      <div className="mt-3 grid items-start gap-4 xl:grid-cols-2">
        {benchmarks.map((benchmark) => (
          <One key={benchmark.name} benchmark={benchmark} />
        ))}
      </div>
    </Card>
  );
}

async function One({ benchmark }: { benchmark: Benchmark }) {
  const { benchmarks: words } = evaluationWords[await requestLocale()];
  const { name, date, machine, command, comparisons, figures, listings } = benchmark;
  return (
    <article aria-label={words.names[name] ?? name} className="min-w-0 rounded-xl border border-line p-4">
      <h3 className="font-semibold">{words.names[name] ?? name}</h3>
      <p className="text-sm text-soft tabular-nums">
        <time dateTime={date}>{dateTime(new Date(date))}</time> · {machine}
      </p>
      <p className="mb-3 text-sm">
        <code className="rounded bg-page px-1.5 py-0.5">{command}</code>
      </p>
      {comparisons.map((comparison) => (
        <Peers key={comparison.measure} comparison={comparison} />
      ))}
      {figures.length > 0 && (
        <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 text-sm tabular-nums">
          {figures.map(({ name, value }) => (
            <div key={name} className="contents">
              <dt className="text-soft">{spaced(name)}</dt>
              <dd className="max-w-64 text-right">{shown(value, words)}</dd>
            </div>
          ))}
        </dl>
      )}
      {listings.map((listing) => (
        <Rows key={listing.name} listing={listing} />
      ))}
    </article>
  );
}

/** How peers are written; ours stands first. */
const PEERS: Record<string, string> = {
  ours: 'Ondam',
  pytorch: 'PyTorch',
  llamacpp: 'llama.cpp',
  llama_cpp: 'llama.cpp',
  node_llama_cpp: 'node-llama-cpp',
  transformers_js: 'transformers.js',
  transformersjs: 'transformers.js',
  vllm: 'vLLM',
};

/** Rates and ratios want to be large; times, memory and losses small. */
const wantsMore = (measure: string) => /per_second|per_s$|throughput|ratio|accuracy|hit|share/.test(measure);

async function Peers({ comparison: { measure, rows } }: { comparison: Comparison }) {
  const { benchmarks: words } = evaluationWords[await requestLocale()];
  const most = Math.max(...rows.map(({ value }) => value), 1e-9);
  return (
    <table className="mb-4 w-full text-sm tabular-nums">
      <caption className="mb-1 text-left">
        {spaced(measure)} <span className="text-soft">({wantsMore(measure) ? words.more : words.less})</span>
      </caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">{words.who}</th>
          <th scope="col">{words.value}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ who, value }) => (
          <tr key={who}>
            <th scope="row" className="w-28 py-1 pr-2 text-left font-normal">
              {PEERS[who] ?? spaced(who)}
            </th>
            <td className="py-1">
              <span className="flex items-center gap-2">
                <span aria-hidden="true" className="h-4 flex-1">
                  <span
                    className={`block h-full min-w-0.5 rounded ${who === 'ours' ? 'bg-accent' : 'bg-field'}`}
                    style={{ width: `${(100 * value) / most}%` }}
                  />
                </span>
                <span className="w-20 shrink-0 text-right">{number(value)}</span>
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

async function Rows({ listing: { name, columns, rows } }: { listing: Listing }) {
  const { benchmarks: words } = evaluationWords[await requestLocale()];
  return (
    <details className="mt-2 text-sm">
      <summary className="cursor-pointer rounded-lg py-1 font-semibold text-accent">
        {spaced(name)} ({fill(words.rows, { count: rows.length })})
      </summary>
      <Scrolling label={spaced(name)} className="max-h-80">
        <table className="table tabular-nums">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {spaced(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a file never move.
              <tr key={i}>
                {row.map((value, j) => (
                  <td key={columns[j]}>{shown(value, words)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
    </details>
  );
}

const spaced = (name: string) => name.replaceAll('_', ' ').replaceAll('.', ' · ');

function shown(value: Cell, { yes, no }: { yes: string; no: string }): string {
  if (value === null) return '–';
  if (typeof value === 'boolean') return value ? yes : no;
  return typeof value === 'number' ? number(value) : value;
}
