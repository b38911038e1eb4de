import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { GPTConfig } from '@/model/config';
import { parameterCount } from '@/model/gpt';
import type { TrainRecord } from './trainer';

/** What a run was: written once at its head, kept through every resume. */
export interface RunHeader {
  type: 'run';
  name: string;
  started: string;
  machine: string;
  parameters: number;
  /** The network, the optimizer, the data: whatever would be needed to run it again. */
  options: Record<string, unknown>;
}

/** Steps and evaluations of the encoder's training. */
export type ContrastRecord =
  | { type: 'contrast'; step: number; loss: number; source: 'faq' | 'paraphrases' }
  | { type: 'contrast-evaluation'; step: number; hit_at_1: number };

export type LogRecord = RunHeader | ((TrainRecord | ContrastRecord) & { seconds: number });

export const LOG = 'log.jsonl';

/** The processor, as a run's report names the machine. */
export const machine = () =>
  `${os.cpus()[0]?.model.trim() ?? 'unknown CPU'}, ${os.availableParallelism()} threads`;

/** The head of a run that begins now, on this machine. */
export function runHeader(name: string, config: GPTConfig, described: Record<string, unknown>): RunHeader {
  return {
    type: 'run',
    name,
    started: new Date().toISOString(),
    machine: machine(),
    parameters: parameterCount(config),
    options: { config, ...described },
  };
}

/** A run's log: one JSON record a line, appended as the run goes. */
export class RunLog {
  private constructor(
    private readonly file: string,
    /** Seconds that earlier, interrupted parts of the run took. */
    private readonly before: number,
  ) {}

  private readonly began = performance.now();

  /** Opens or begins the log; records past `step`, which a resumed run makes again, are dropped. */
  static open(folder: string, header: RunHeader, step: number): RunLog {
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, LOG);
    const kept = existsSync(file) ? readLog(file).filter((r) => r.type === 'run' || r.step <= step) : [];
    const records = kept.some((r) => r.type === 'run') ? kept : [header];
    writeFileSync(file, records.map((r) => `${JSON.stringify(r)}\n`).join(''));
    const last = records[records.length - 1];
    return new RunLog(file, last.type === 'run' ? 0 : last.seconds);
  }

  append(record: TrainRecord | ContrastRecord): void {
    const seconds = this.before + (performance.now() - this.began) / 1000;
    appendFileSync(this.file, `${JSON.stringify({ ...record, seconds: Number(seconds.toFixed(1)) })}\n`);
  }
}

/** The records of a log; a last line cut off by a crash is left out. */
export function readLog(file: string): LogRecord[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line) => {
      try {
        return line ? [JSON.parse(line) as LogRecord] : [];
      } catch {
        return [];
      }
    });
}
