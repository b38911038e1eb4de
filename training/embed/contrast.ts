import * as ort from 'onnxruntime-node';
import type { GPTConfig } from '@/model/config';
import { trainingEncoder } from '@/model/encoder';
import { parameterSpecs } from '@/model/gpt';
import { gradients } from '@/model/graph/autodiff';
import { Graph } from '@/model/graph/graph';
import { crossEntropy } from '@/model/graph/loss';
import { add, mul, split } from '@/model/graph/ops';
import type { Tokenizer } from '@/model/tokenizer';
import type { AdamWOptions } from '../optimizer';
import { addUpdate, type Feeds, parameterTensors, session, type TrainState, UpdateSession } from '../update';
import type { Pairs } from './topics';

export interface ContrastOptions {
  /** Pairs in a batch. */
  batch: number;
  /** Tokens read of each text. */
  time: number;
  /** Cosines are divided by it before the softmax: the smaller, the more the nearest wrong text counts. */
  temperature: number;
  adamw: AdamWOptions;
  threads?: number;
}

/**
 * One step of contrastive learning (InfoNCE, arXiv:1807.03748, in both directions): of all second texts of a
 * batch, each first text is to find its own, and the other way round. Everyone else's are the wrong ones.
 */
export class ContrastStep {
  private constructor(
    private readonly update: UpdateSession,
    private readonly tokenizer: Tokenizer,
    private readonly options: ContrastOptions,
  ) {}

  static async create(
    config: GPTConfig,
    tokenizer: Tokenizer,
    options: ContrastOptions,
  ): Promise<ContrastStep> {
    const { batch, time, temperature } = options;
    const g = new Graph();
    const { parameters, embeddings } = trainingEncoder(g, config, { batch: 2 * batch, time });
    const [first, second] = split(g, embeddings, [batch, batch], 0);
    const own = g.ints(Array.from({ length: batch }, (_, i) => i));
    const sharp = g.constant(1 / temperature);
    const find = (from: typeof first, among: typeof first) =>
      crossEntropy(g, mul(g, from, sharp), among, own, { chunks: 1, reduction: 'mean' }).loss;
    const loss = mul(g, add(g, find(first, second), find(second, first)), g.constant(0.5));
    const grads = gradients(
      g,
      loss,
      parameters.map((p) => p.value),
    );
    g.output('loss', loss);
    addUpdate(g, parameters, grads, options.adamw);
    const update = await UpdateSession.create(g, parameterSpecs(config), options.threads);
    return new ContrastStep(update, tokenizer, options);
  }

  /** @returns the mean loss of the batch, in nats */
  async run(state: TrainState, pairs: Pairs, lr: number): Promise<number> {
    const texts = [...pairs.map(([first]) => first), ...pairs.map(([, second]) => second)];
    const feeds = textFeeds(this.tokenizer, texts, this.options.time);
    return (await this.update.run(state, feeds, lr, ['loss'])).loss;
  }

  release(): Promise<void> {
    return this.update.release();
  }
}

/** The encoder while it is trained, for measuring. */
export class LiveEncoder {
  private constructor(
    private readonly session: ort.InferenceSession,
    private readonly config: GPTConfig,
    private readonly tokenizer: Tokenizer,
    private readonly options: { batch: number; time: number },
  ) {}

  static async create(
    config: GPTConfig,
    tokenizer: Tokenizer,
    options: { batch: number; time: number; threads?: number },
  ): Promise<LiveEncoder> {
    const g = new Graph();
    g.output('embeddings', trainingEncoder(g, config, options).embeddings);
    return new LiveEncoder(await session(g, options.threads), config, tokenizer, options);
  }

  /** Unit vectors of the texts, [n_embd] each. */
  async embed(parameters: Map<string, Float32Array>, texts: string[]): Promise<Float32Array[]> {
    const weights = parameterTensors(parameterSpecs(this.config), parameters);
    const { batch, time } = this.options;
    const width = this.config.n_embd;
    const vectors: Float32Array[] = [];
    for (let start = 0; start < texts.length; start += batch) {
      const some = texts.slice(start, start + batch);
      const padded = [...some, ...Array<string>(batch - some.length).fill('')];
      const out = await this.session.run({ ...textFeeds(this.tokenizer, padded, time), ...weights });
      const data = out.embeddings.data as Float32Array;
      for (let i = 0; i < some.length; i++) vectors.push(data.slice(i * width, (i + 1) * width));
    }
    return vectors;
  }

  release(): Promise<void> {
    return this.session.release();
  }
}

/** Texts as the training encoder reads them: `<|endoftext|>` and the text's first tokens, padded. */
function textFeeds(tokenizer: Tokenizer, texts: string[], time: number): Feeds {
  const [start, pad] = [tokenizer.specialId('<|endoftext|>'), tokenizer.specialId('<|pad|>')];
  const ids = new BigInt64Array(texts.length * time).fill(BigInt(pad));
  const pool = new Float32Array(texts.length * time);
  for (const [row, text] of texts.entries()) {
    const tokens = [start, ...tokenizer.encode(text)].slice(0, time);
    for (const [i, token] of tokens.entries()) ids[row * time + i] = BigInt(token);
    pool.fill(1 / tokens.length, row * time, row * time + tokens.length);
  }
  return {
    ids: new ort.Tensor('int64', ids, [texts.length, time]),
    pool: new ort.Tensor('float32', pool, [texts.length, time]),
  };
}
