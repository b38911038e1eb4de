import * as ort from 'onnxruntime-node';
import { type GPTConfig, headDim } from '../config';
import { parameterSpecs } from '../gpt';
import { Graph } from '../graph/graph';
import { gemm } from '../graph/ops';
import { Sequence } from '../runtime/sequence';
import { trainingForward } from '../training';
import type { Weights } from './onnx';

/** How an exported graph compares with the network as it was trained. */
export interface Parity {
  /** Largest difference of a logit, the text read in one pass. */
  error: number;
  /** The same, the text read token by token with the cache. */
  cached_error: number;
  /** Smallest cosine between the two rows of logits of a position. */
  cosine: number;
  /** Whether the greedy continuation is the same with and without the cache. */
  greedy_equal: boolean;
}

/**
 * Reads one text with the training forward and with an exported graph, and continues it greedily.
 * @param continuation tokens to continue by, within the context
 */
export async function measureParity(
  config: GPTConfig,
  weights: Weights,
  onnx: Uint8Array,
  ids: number[],
  continuation: number,
): Promise<Parity> {
  const expected = await trainingLogits(config, weights, ids);
  const session = await open(onnx);
  try {
    const whole = await logitsOf(session, config, ids);
    const cached = await cachedLogits(session, config, ids);
    const tokens = [
      await greedy(session, config, ids, continuation),
      await greedyCached(session, config, ids, continuation),
    ];
    return {
      error: largestDifference(whole, expected),
      cached_error: largestDifference(cached, expected),
      cosine: smallestCosine(whole, expected, config.vocab_size),
      greedy_equal: String(tokens[0]) === String(tokens[1]),
    };
  } finally {
    await session.release();
  }
}

/** The reference: logits [time, vocab_size] of one text by the forward pass of training. */
export async function trainingLogits(
  config: GPTConfig,
  weights: Weights,
  ids: number[],
): Promise<Float32Array> {
  const g = new Graph();
  const loss = { chunks: 1, reduction: 'mean' as const };
  const forward = trainingForward(g, config, { batch: 1, time: ids.length, dropout: 0, loss });
  g.output('logits', gemm(g, forward.hidden, forward.head, { transB: true }));
  const session = await open(g.encode());
  const parameters = parameterSpecs(config).map(({ name, shape }) => [
    name,
    new ort.Tensor('float32', weights.get(name)!, shape),
  ]);
  const feeds = { ...Object.fromEntries(parameters), ids: int64(ids), targets: int64(ids) };
  const read = session.inputNames.map((name) => [name, feeds[name]]);
  const { logits } = await session.run(Object.fromEntries(read));
  await session.release();
  return logits.data as Float32Array;
}

/** Logits [time, vocab_size] of one text by an exported graph, in one pass and without a cache. */
export async function logitsOf(
  session: ort.InferenceSession,
  config: GPTConfig,
  ids: number[],
): Promise<Float32Array> {
  const feeds: Record<string, ort.Tensor> = {
    input_ids: int64(ids),
    attention_mask: int64(ids.map(() => 1)),
    position_ids: int64(ids.map((_, i) => i)),
    num_logits_to_keep: new ort.Tensor('int64', BigInt64Array.of(0n), []),
  };
  const empty = new ort.Tensor('float32', new Float32Array(0), [1, config.n_kv_head, 0, headDim(config)]);
  for (const name of session.inputNames) feeds[name] ??= empty;
  const { logits } = await session.run(feeds);
  return logits.data as Float32Array;
}

/** The greedy continuation with nothing cached: the whole text is read again for each token. */
export async function greedy(
  session: ort.InferenceSession,
  config: GPTConfig,
  ids: number[],
  count: number,
): Promise<number[]> {
  const all = [...ids];
  while (all.length < ids.length + count) {
    const logits = await logitsOf(session, config, all);
    all.push(argmax(logits.subarray(-config.vocab_size)));
  }
  return all.slice(ids.length);
}

async function cachedLogits(session: ort.InferenceSession, config: GPTConfig, ids: number[]) {
  const sequence = new Sequence(session, { ...config, head_dim: headDim(config) });
  const logits = new Float32Array(ids.length * config.vocab_size);
  for (const [i, id] of ids.entries()) logits.set(await sequence.feed([id]), i * config.vocab_size);
  return logits;
}

/** The greedy continuation as the runtime decodes: the text in one pass, then token by token with the cache. */
export async function greedyCached(
  session: ort.InferenceSession,
  config: GPTConfig,
  ids: number[],
  count: number,
) {
  const sequence = new Sequence(session, { ...config, head_dim: headDim(config) });
  const tokens: number[] = [];
  for (let next = ids; tokens.length < count; next = tokens.slice(-1)) {
    tokens.push(argmax(await sequence.feed(next)));
  }
  return tokens;
}

export const open = (onnx: Uint8Array) => ort.InferenceSession.create(onnx, { logSeverityLevel: 3 });

const int64 = (values: number[]) =>
  new ort.Tensor('int64', BigInt64Array.from(values, BigInt), [1, values.length]);

const argmax = (row: Float32Array) => row.reduce((best, x, i) => (x > row[best] ? i : best), 0);

export function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((worst, x, i) => Math.max(worst, Math.abs(x - b[i])), 0);
}

/** Smallest cosine between corresponding rows. */
function smallestCosine(a: Float32Array, b: Float32Array, width: number): number {
  const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, v, i) => sum + v * y[i], 0);
  let smallest = 1;
  for (let start = 0; start < a.length; start += width) {
    const [x, y] = [a.subarray(start, start + width), b.subarray(start, start + width)];
    smallest = Math.min(smallest, dot(x, y) / Math.sqrt(dot(x, x) * dot(y, y)));
  }
  return smallest;
}
