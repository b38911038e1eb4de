import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { GPTConfig } from '@/model/config';
import type { Sampling } from '@/model/runtime/sampling';
import { loadCheckpoint, requireSameConfig, saveCheckpoint } from './checkpoint';
import { bitsPerByte, HeldOut } from './heldout';
import type { AdamWOptions } from './optimizer';
import { Dealer, type Rows } from './rows';
import { LiveSampler } from './sample';
import { learningRate, type Schedule } from './schedule';
import { TrainStep } from './step';
import type { TrainState } from './update';

export interface TrainOptions {
  /** Where checkpoints go; without it nothing is stored. */
  folder?: string;
  config: GPTConfig;
  /** The state to start from when the folder holds no checkpoint to resume. */
  initial: () => TrainState;
  train: Rows;
  validation: Rows;
  /** UTF-8 bytes a token of the validation text; absent, bits per byte are not reported. */
  bytes_per_token?: number;
  /** Token id that opens a document; attention does not cross it. */
  separator?: number;
  /** Rows in a micro-batch, and micro-batches in a step. */
  batch: number;
  accumulate: number;
  steps: number;
  schedule: Schedule;
  adamw: AdamWOptions;
  dropout: number;
  seed: number;
  threads?: number;
  /** Row chunks of the output head. */
  chunks: number;
  evaluate_every: number;
  /** Validation rows measured at each evaluation. */
  evaluate_rows: number;
  checkpoint_every: number;
  samples: SampleRequest[];
  decode: (ids: number[]) => string;
}

/** A text to be continued at each evaluation. */
export interface SampleRequest {
  prompt: string;
  ids: number[];
  sampling: Sampling;
  /** Ids that end the text. */
  stop?: number[];
}

export type TrainRecord =
  | {
      type: 'step';
      step: number;
      /** Targets learned from since the run began, in this process or earlier. */
      tokens: number;
      loss: number;
      lr: number;
      grad_norm: number;
      tokens_per_second: number;
    }
  | {
      type: 'evaluation';
      step: number;
      tokens: number;
      val_loss: number;
      perplexity: number;
      bits_per_byte?: number;
      best: boolean;
      samples: { prompt: string; text: string }[];
    }
  | { type: 'checkpoint'; step: number; file: string };

/** File names within a run's folder. */
export const LATEST = 'latest.safetensors';
export const BEST = 'best.safetensors';

/**
 * Trains, yielding a record of each step, evaluation and checkpoint; the caller prints, plots or stops. A run
 * in a folder with a checkpoint goes on from it exactly as if it had not been interrupted.
 */
export async function* train(options: TrainOptions): AsyncGenerator<TrainRecord, TrainState> {
  const { config, steps, batch, accumulate } = options;
  const { time } = options.train;
  const shared = { batch, time, separator: options.separator, threads: options.threads };
  const { state, best: earlier_best } = start(options);
  const trainer = await TrainStep.create(
    config,
    {
      forward: { ...shared, dropout: options.dropout },
      chunks: options.chunks,
      adamw: options.adamw,
      seed: options.seed,
      threads: options.threads,
    },
    accumulate,
  );
  const evaluator = await Evaluator.create(options);
  const dealer = new Dealer(options.train, batch, options.seed);
  const per_step = batch * accumulate * time;
  let best = earlier_best;
  const save = (name: string, moments: boolean) => {
    const file = path.join(options.folder!, name);
    saveCheckpoint(file, state, { config, step: state.step, best_val_loss: best }, moments);
    return { type: 'checkpoint' as const, step: state.step, file };
  };

  try {
    if (state.step === 0) yield { ...(await evaluator.run(state, 0)), best: false };
    while (state.step < steps) {
      const began = performance.now();
      const lr = learningRate(options.schedule, state.step + 1, steps);
      const batches = Array.from({ length: accumulate }, (_, i) => dealer.deal(state.step * accumulate + i));
      const { loss, grad_norm, count } = await trainer.run(state, batches, lr);
      const { step } = state;
      const tokens_per_second = (count / (performance.now() - began)) * 1000;
      yield { type: 'step', step, tokens: step * per_step, loss, lr, grad_norm, tokens_per_second };
      if (!Number.isFinite(loss))
        throw new Error(`the loss is ${loss} at step ${step}: lower the learning rate`);
      const last = step === steps;
      if (step % options.evaluate_every === 0 || last) {
        const evaluation = await evaluator.run(state, step * per_step);
        const improved = evaluation.val_loss < best;
        if (improved) best = evaluation.val_loss;
        yield { ...evaluation, best: improved };
        if (improved && options.folder) yield save(BEST, false);
      }
      if (options.folder && (step % options.checkpoint_every === 0 || last)) yield save(LATEST, true);
    }
    return state;
  } finally {
    await trainer.release();
    await evaluator.release();
  }
}

function start(options: TrainOptions): { state: TrainState; best: number } {
  if (!options.folder) return { state: options.initial(), best: Number.POSITIVE_INFINITY };
  mkdirSync(options.folder, { recursive: true });
  const file = path.join(options.folder, LATEST);
  if (!existsSync(file)) return { state: options.initial(), best: Number.POSITIVE_INFINITY };
  const { state, meta } = loadCheckpoint(file);
  requireSameConfig(file, meta.config, options.config);
  return { state, best: meta.best_val_loss };
}

/** Validation loss and sample texts of a state. */
class Evaluator {
  private constructor(
    private readonly options: TrainOptions,
    private readonly heldOut: HeldOut,
    private readonly sampler: LiveSampler,
  ) {}

  static async create(options: TrainOptions): Promise<Evaluator> {
    const { config, batch, separator, threads } = options;
    const heldOut = await HeldOut.create(config, {
      batch,
      time: options.validation.time,
      separator,
      threads,
    });
    return new Evaluator(options, heldOut, await LiveSampler.create(config, { threads }));
  }

  async run(state: TrainState, tokens: number): Promise<Omit<TrainRecord & { type: 'evaluation' }, 'best'>> {
    const { validation, evaluate_rows, bytes_per_token } = this.options;
    const { loss, perplexity } = await this.heldOut.measure(state.parameters, validation, evaluate_rows);
    const samples: { prompt: string; text: string }[] = [];
    for (const { prompt, ids, sampling, stop } of this.options.samples) {
      const text = this.options.decode(await this.sampler.continue(state.parameters, ids, sampling, stop));
      samples.push({ prompt, text });
    }
    return {
      type: 'evaluation',
      step: state.step,
      tokens,
      val_loss: loss,
      perplexity,
      ...(bytes_per_token && { bits_per_byte: bitsPerByte(loss, bytes_per_token) }),
      samples,
    };
  }

  async release(): Promise<void> {
    await this.heldOut.release();
    await this.sampler.release();
  }
}
