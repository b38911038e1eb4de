import * as ort from 'onnxruntime-node';
import type { GPTConfig } from '@/model/config';
import { parameterSpecs } from '@/model/gpt';
import { Graph } from '@/model/graph/graph';
import { trainingForward } from '@/model/training';
import { type Rows, spreadRows } from './rows';
import { parameterTensors, session } from './update';

export interface HeldOutLoss {
  /** Mean over the targets that count, nats a token. */
  loss: number;
  perplexity: number;
  tokens: number;
}

/** Measures the loss of a network on rows that it does not learn from. */
export class HeldOut {
  private constructor(
    private readonly config: GPTConfig,
    private readonly batch: number,
    private readonly time: number,
    private readonly session: ort.InferenceSession,
  ) {}

  static async create(
    config: GPTConfig,
    options: { batch: number; time: number; separator?: number; threads?: number },
  ): Promise<HeldOut> {
    const g = new Graph();
    const forward = trainingForward(g, config, {
      ...options,
      dropout: 0,
      loss: { chunks: options.batch, reduction: 'sum' },
    });
    g.output('loss', forward.loss);
    g.output('count', forward.count);
    return new HeldOut(config, options.batch, options.time, await session(g, options.threads));
  }

  /** @param limit rows to measure at most, spread over all and the same each time */
  async measure(parameters: Map<string, Float32Array>, all: Rows, limit = all.length): Promise<HeldOutLoss> {
    const rows = spreadRows(all, limit);
    const weights = parameterTensors(parameterSpecs(this.config), parameters);
    let [loss, tokens] = [0, 0];
    for (let start = 0; start < rows.length; start += this.batch) {
      const ids = new BigInt64Array(this.batch * this.time);
      const targets = new BigInt64Array(this.batch * this.time).fill(-1n);
      for (let b = 0; b < this.batch && start + b < rows.length; b++)
        rows.fill(start + b, ids, targets, b * this.time);
      const shape = [this.batch, this.time];
      const feeds = {
        ids: new ort.Tensor('int64', ids, shape),
        targets: new ort.Tensor('int64', targets, shape),
      };
      const out = await this.session.run({ ...feeds, ...weights });
      loss += (out.loss.data as Float32Array)[0];
      tokens += (out.count.data as Float32Array)[0];
    }
    const mean = loss / Math.max(1, tokens);
    return { loss: mean, perplexity: Math.exp(mean), tokens };
  }

  release(): Promise<void> {
    return this.session.release();
  }
}

/**
 * Bits a byte of UTF-8: the loss in a unit that does not depend on the tokenizer.
 * @param loss nats a token @param bytes_per_token of the text measured
 */
export const bitsPerByte = (loss: number, bytes_per_token: number) => loss / Math.LN2 / bytes_per_token;
