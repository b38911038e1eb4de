import { mkdirSync, writeFileSync } from 'node:fs';
import { type LogRecord, runHeader } from '@/training/log';
import { summarise } from '@/training/report';
import { type TrainOptions, type TrainRecord, train } from '@/training/trainer';

/** What a benchmark trains on: one text, and how it was split. */
export interface BenchText {
  name: string;
  licence: string;
  /** How often the training part is read. */
  repeat: number;
  train: { text: string; tokens: number };
  validation: { text: string; tokens: number };
}

/** Trains, and keeps the whole run in bench/results/runs, in the form of a training report: the lab shows it. */
export async function* recorded(
  name: string,
  text: BenchText,
  options: TrainOptions,
): AsyncGenerator<TrainRecord> {
  const { config, steps, batch, accumulate, schedule, adamw, dropout, seed } = options;
  const { time } = options.train;
  const corpus = corpusOf(text, config.vocab_size, seed);
  const described = { steps, batch, accumulate, time, schedule, adamw, dropout, seed, corpus };
  const records: LogRecord[] = [runHeader(name, config, described)];
  const began = performance.now();
  for await (const record of train(options)) {
    const seconds = (performance.now() - began) / 1000;
    records.push({ ...record, seconds: Number(seconds.toFixed(1)) });
    yield record;
  }
  mkdirSync('bench/results/runs', { recursive: true });
  writeFileSync(`bench/results/runs/${name}.json`, `${JSON.stringify(summarise(records))}\n`);
}

/** The text as a corpus of one source: the shape in which pretraining describes its data. */
function corpusOf({ name, licence, repeat, train, validation }: BenchText, vocab_size: number, seed: number) {
  const amount = ({ text, tokens }: BenchText['train']) => ({
    documents: 1,
    characters: text.length,
    bytes: Buffer.byteLength(text),
    tokens,
  });
  const [learned, held] = [amount(train), amount(validation)];
  const source = { licence, repeat, held_out: false, train: learned, val: held, dropped: {} };
  return { vocab_size, seed, train: learned, val: held, held_out: {}, sources: { [name]: source } };
}
