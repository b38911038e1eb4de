import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { readEnvironment } from '@/lib/env';
import { log } from '@/lib/ops/log';
import { median, thin } from './curve';
import {
  type Evaluation,
  type HeldOut,
  parseLog,
  type Records,
  reportSchema,
  runReportSchema,
} from './record';

/** pretraining: from nothing; tuning: from a base; encoder: of search; textbook: a benchmark on a known text. */
export type RunKind = 'pretraining' | 'tuning' | 'encoder' | 'textbook';

/** running: its log still grows; stopped: it ended before its last step. */
export type RunState = 'finished' | 'running' | 'stopped';

export interface Run extends Records {
  id: string;
  kind: RunKind;
  state: RunState;
  /** Changes whenever what is recorded does. */
  version: string;
  /** Measured after the run on text that was held out. */
  held_out?: HeldOut;
}

/** A run among others: what it came to, and the curve that it is compared by. */
export interface RunSummary {
  id: string;
  name: string;
  kind: RunKind;
  state: RunState;
  started: string;
  steps: number;
  total_steps?: number;
  evaluations: Omit<Evaluation, 'samples'>[];
}

export function summaryOf({ id, kind, state, run, steps, evaluations }: Run): RunSummary {
  return {
    id,
    name: run.name,
    kind,
    state,
    started: run.started,
    steps: steps.at(-1)?.step ?? 0,
    total_steps: run.options.steps,
    evaluations: evaluations.map(({ samples: _, ...figures }) => figures),
  };
}

/** Steps shown of a run: enough for a curve, few enough for a page. */
const STEPS_SHOWN = 400;

/** A log that has not grown for this long, or for twenty of its steps, is of a run that was stopped. */
const QUIET_MS = 180_000;

/**
 * Every run that is recorded: of the served model and of the base (their report.json), of benchmarks (bench/results/runs), and those of
 * this machine (ONDAM_RUNS_DIR), finished or not. One that runs now comes first, then the order in which they were made.
 */
export async function listRuns(): Promise<Run[]> {
  const { ONDAM_MODEL_DIR, ONDAM_RUNS_DIR } = readEnvironment();
  const [served, base, local, textbook] = await Promise.all([
    servedRuns(path.join(ONDAM_MODEL_DIR, 'report.json')),
    servedRuns('model/base/report.json'),
    localRuns(ONDAM_RUNS_DIR),
    textbookRuns('bench/results/runs'),
  ]);
  const known = new Set([...served, ...base, ...textbook].map(({ run }) => run.name + run.started));
  const others = local.filter(({ run }) => !known.has(run.name + run.started));
  const running = others.filter(({ state }) => state === 'running');
  const ended = others.filter(({ state }) => state !== 'running');
  return unlike([...running, ...served, ...base, ...ended, ...textbook]);
}

/** The same name may stand twice, a run done again: the later in the list is told apart by when it began. */
function unlike(runs: Run[]): Run[] {
  const taken = new Set<string>();
  return runs.map((run) => {
    const id = taken.has(run.id) ? `${run.id}@${run.run.started}` : run.id;
    taken.add(id);
    return { ...run, id };
  });
}

async function servedRuns(file: string): Promise<Run[]> {
  const found = await cached(file, (text) => reportSchema.parse(JSON.parse(text)));
  if (!found) return [];
  const { runs, evaluations, encoder } = found.value;
  return [...runs, ...(encoder ? [encoder] : [])].map((records) => ({
    ...described(records, found.version),
    state: 'finished',
    held_out: evaluations.find(({ checkpoint }) => checkpoint.split('/').at(-2) === records.run.name)?.text,
  }));
}

async function textbookRuns(folder: string): Promise<Run[]> {
  const files = (await names(folder)).filter((name) => name.endsWith('.json'));
  const found = await Promise.all(
    files.map((name) => cached(path.join(folder, name), (text) => runReportSchema.parse(JSON.parse(text)))),
  );
  return found
    .filter((one) => one !== undefined)
    .map(({ value, version }) => ({ ...described(value, version), kind: 'textbook', state: 'finished' }));
}

async function localRuns(folder: string): Promise<Run[]> {
  const found = await Promise.all(
    (await names(folder)).map((name) => cached(path.join(folder, name, 'log.jsonl'), parseLog)),
  );
  return found
    .flatMap((one) => (one?.value ? [{ ...one, value: one.value }] : []))
    .map(({ value, version, changed }) => {
      const state = stateOf(value, Date.now() - changed);
      // A run that falls silent writes nothing: its state is part of what is known of it.
      return { ...described(value, `${version} ${state}`), state };
    })
    .sort((a, b) => b.run.started.localeCompare(a.run.started));
}

function described(records: Records, version: string): Omit<Run, 'state'> {
  const { run, steps, evaluations } = records;
  return { id: run.name, kind: kindOf(records), version, run, steps: thin(steps, STEPS_SHOWN), evaluations };
}

function kindOf({ run, steps, evaluations }: Records): RunKind {
  const contrastive = steps.some(({ lr }) => lr === undefined) || evaluations.some((e) => 'hit_at_1' in e);
  if (contrastive) return 'encoder';
  return run.options.base === undefined ? 'pretraining' : 'tuning';
}

/** @param silent since when the log has not grown, in milliseconds */
export function stateOf({ run, steps }: Records, silent: number): RunState {
  const last = steps.at(-1);
  if (last && run.options.steps !== undefined && last.step >= run.options.steps) return 'finished';
  const paces = steps.slice(1).map(({ seconds }, i) => seconds - steps[i].seconds);
  const step_ms = 1000 * (paces.length > 0 ? median(paces) : 0);
  return silent < Math.max(QUIET_MS, 20 * step_ms) ? 'running' : 'stopped';
}

const names = (folder: string) => readdir(folder).catch(() => []);

interface Read<T> {
  value: T;
  version: string;
  /** When the file last changed, in milliseconds since 1970. */
  changed: number;
}

const read = new Map<string, Read<unknown>>();

/** A file's value, read again only when the file has changed; undefined without a file that can be read. */
async function cached<T>(file: string, parse: (text: string) => T): Promise<Read<T> | undefined> {
  try {
    const { mtimeMs, size } = await stat(file);
    const version = `${mtimeMs} ${size}`;
    const known = read.get(file) as Read<T> | undefined;
    if (known?.version === version) return known;
    const fresh = { value: parse(await readFile(file, 'utf8')), version, changed: mtimeMs };
    read.set(file, fresh);
    return fresh;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR')
      log.warn({ err: cause }, `the training record ${file} cannot be read`);
    return;
  }
}
