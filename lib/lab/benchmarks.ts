import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { log } from '@/lib/ops/log';

const resultSchema = z.looseObject({
  bench: z.string(),
  date: z.iso.datetime(),
  machine: z.string(),
  command: z.string().optional(),
});

/** One measure of ours beside the same of others. */
export interface Comparison {
  measure: string;
  rows: { who: string; value: number }[];
}

/** Rows of alike objects. */
export interface Listing {
  name: string;
  columns: string[];
  rows: Cell[][];
}

export type Cell = string | number | boolean | null;

/** A benchmark's result as it can be shown, whatever it measures. */
export interface Benchmark {
  name: string;
  date: string;
  machine: string;
  /** What repeats it. */
  command: string;
  comparisons: Comparison[];
  figures: { name: string; value: Cell }[];
  listings: Listing[];
}

const FOLDER = path.join(process.cwd(), 'bench/results');

/** Every result that is kept, by name. A file that is no result is left out and told to the log. */
export function readBenchmarks(folder = FOLDER): Benchmark[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .flatMap((name) => {
      try {
        return [benchmarkOf(JSON.parse(readFileSync(path.join(folder, name), 'utf8')))];
      } catch (thrown) {
        log.warn({ err: thrown }, `bench/results/${name} cannot be shown`);
        return [];
      }
    });
}

/** Texts that the shipped results were trained on; a result of before they kept their command lacks it. */
const DATA: Record<string, string> = { verdict: 'the-verdict.txt', shakespeare: 'tinyshakespeare.txt' };

/**
 * A result's parts by their form alone. `ours_X` beside `PEER_X`, or `ours: {X}` beside `PEER: {X}`, is a comparison;
 * a list of objects or of numbers is a table; what else is a number, a text or a yes or no is a figure.
 */
export function benchmarkOf(result: unknown): Benchmark {
  const { bench, date, machine, command, ...rest } = resultSchema.parse(result);
  const fallback = `npm run bench -- ${bench}${DATA[bench] ? ` --data ${DATA[bench]}` : ''}`;
  const parts: Pick<Benchmark, 'comparisons' | 'figures' | 'listings'> = {
    comparisons: [],
    figures: [],
    listings: [],
  };
  collect(rest, '', parts);
  return { name: bench, date, machine, command: command ?? fallback, ...parts };
}

const OURS = 'ours';

type Parts = Pick<Benchmark, 'comparisons' | 'figures' | 'listings'>;

function collect(given: Record<string, unknown>, within: string, parts: Parts): void {
  const values = hoisted(given);
  const compared = new Set<string>();
  for (const measure of Object.keys(values).flatMap((key) => after(key, OURS))) {
    const rows = Object.entries(values).flatMap(([key, value]) => {
      const who = key.endsWith(`_${measure}`) ? key.slice(0, -measure.length - 1) : '';
      return who && typeof value === 'number' ? [{ key, who, value }] : [];
    });
    if (rows.length < 2) continue;
    for (const { key } of rows) compared.add(key);
    parts.comparisons.push({
      measure: join(within, measure),
      rows: rows.map(({ who, value }) => ({ who, value })),
    });
  }
  for (const [key, value] of Object.entries(values)) {
    if (compared.has(key)) continue;
    const name = join(within, key);
    if (isCell(value)) parts.figures.push({ name, value });
    else if (Array.isArray(value)) parts.listings.push(listing(name, value));
    else if (isObject(value)) collect(value, name, parts);
  }
}

/** `{ours: {x: 1}, them: {x: 2}}` as `{ours_x: 1, them_x: 2}`: the two ways to write a comparison are one. */
function hoisted(values: Record<string, unknown>): Record<string, unknown> {
  if (!isObject(values[OURS])) return values;
  return Object.fromEntries(
    Object.entries(values).flatMap(([who, inner]) =>
      isObject(inner)
        ? Object.entries(inner).map(([key, value]) => [`${who}_${key}`, value])
        : [[who, inner]],
    ),
  );
}

function listing(name: string, items: unknown[]): Listing {
  if (!items.every(isObject)) {
    return { name, columns: ['#', name], rows: items.map((item, i) => [i, cell(item)]) };
  }
  const columns = [...new Set(items.flatMap((item) => Object.keys(item)))];
  return { name, columns, rows: items.map((item) => columns.map((column) => cell(item[column]))) };
}

const after = (key: string, who: string) => (key.startsWith(`${who}_`) ? [key.slice(who.length + 1)] : []);
const join = (within: string, name: string) => (within ? `${within}.${name}` : name);
const cell = (value: unknown): Cell =>
  value === undefined ? null : isCell(value) ? value : JSON.stringify(value);
const isCell = (value: unknown): value is Cell =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
