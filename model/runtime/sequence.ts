import { type InferenceSession, Tensor } from 'onnxruntime-node';
import type { GPTConfig } from '../config';
import { RuntimeError } from './errors';
import { END_MARK } from './in-place';

/** What must be known of a network to feed it. */
export type ModelShape = Pick<GPTConfig, 'vocab_size' | 'context_length' | 'n_layer' | 'n_kv_head'> & {
  head_dim: number;
};

/**
 * One sequence being read by the network alone: its KV cache, allocated once at the context's length, and the tensors
 * around it. The slow reference of what batch.ts does for many.
 *
 * The graph's attention (GroupQueryAttention) learns from the attention mask how much of the cache is filled, and
 * writes new keys and values behind. So the `present` outputs are fetched into the very buffers of the `past`
 * inputs, and a token costs no copy of the cache and no allocation of its size.
 */
export class Sequence {
  /** How many tokens the cache holds. */
  private length = 0;
  private readonly past: Record<string, Tensor> = {};
  private readonly fetches: Record<string, Tensor> = {};
  private readonly logits: Float32Array;
  private readonly mask: BigInt64Array;

  constructor(
    private readonly session: InferenceSession,
    { n_layer, n_kv_head, head_dim, context_length, vocab_size }: ModelShape,
  ) {
    const dims = [1, n_kv_head, context_length, head_dim];
    for (const [past, present] of cacheNames(n_layer)) {
      const buffer = new Tensor('float32', new Float32Array(n_kv_head * context_length * head_dim), dims);
      this.past[past] = buffer;
      this.fetches[present] = buffer;
    }
    this.logits = new Float32Array(vocab_size);
    this.fetches.logits = new Tensor('float32', this.logits, [1, 1, vocab_size]);
    this.mask = new BigInt64Array(context_length).fill(1n);
  }

  /** Forgets all tokens. What the cache held is never read again, as attention stops at the filled length. */
  reset(): void {
    this.length = 0;
  }

  /**
   * Reads more tokens, in one pass, and returns the logits after the last one: shape [vocabulary], one buffer
   * that the next call overwrites.
   *
   * `session.run` waits for the event loop's next turn before it blocks, so messages get in between tokens.
   */
  async feed(ids: readonly number[]): Promise<Float32Array> {
    const total = this.length + ids.length;
    const positions = BigInt64Array.from(ids, (_, i) => BigInt(this.length + i));
    await this.session.run(
      {
        input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), [1, ids.length]),
        attention_mask: new Tensor('int64', this.mask.subarray(0, total), [1, total]),
        position_ids: new Tensor('int64', positions, [1, ids.length]),
        num_logits_to_keep: new Tensor('int64', BigInt64Array.of(1n), []),
        ...this.past,
      },
      this.fetches,
    );
    this.length = total;
    return this.logits;
  }
}

/**
 * Compares a graph's inputs and outputs with what its folder says of it, and runs it once.
 * @param file the graph's, for the error
 * @throws RuntimeError `invalid_model`
 */
export async function probe(session: InferenceSession, shape: ModelShape, file: string): Promise<void> {
  const caches = cacheNames(shape.n_layer);
  const inputs = [
    'input_ids',
    'attention_mask',
    'position_ids',
    'num_logits_to_keep',
    ...caches.map(([p]) => p),
  ];
  const outputs = ['logits', ...caches.map(([, p]) => p)];
  const refuse = (why: string) =>
    new RuntimeError('invalid_model', `${file} does not fit config.json: ${why}`);
  for (const [kind, expected, actual] of [
    ['input', inputs, session.inputNames],
    ['output', outputs, session.outputNames],
  ] as const) {
    const missing = expected.filter((name) => !actual.includes(name));
    const unknown = actual.filter((name) => !expected.includes(name) && name !== END_MARK);
    if (missing.length > 0) throw refuse(`no ${kind} ${missing.join(', ')}`);
    if (unknown.length > 0) throw refuse(`unexpected ${kind} ${unknown.join(', ')}`);
  }
  const cache = session.inputMetadata.find(({ name }) => name === caches[0][0]);
  const [, heads, , width] = cache?.isTensor ? cache.shape : [];
  if (heads !== shape.n_kv_head || width !== shape.head_dim) {
    throw refuse(`its caches are ${heads} x ${width}, not ${shape.n_kv_head} x ${shape.head_dim}`);
  }
  const logits = session.outputMetadata.find(({ name }) => name === 'logits');
  const vocabulary = logits?.isTensor ? logits.shape.at(-1) : undefined;
  if (vocabulary !== shape.vocab_size) throw refuse(`it has ${vocabulary} logits, not ${shape.vocab_size}`);
  await new Sequence(session, shape).feed([0]);
}

/** Names of the graph's cache inputs and outputs, by layer, key then value. */
export function cacheNames(n_layer: number): [past: string, present: string][] {
  return Array.from({ length: n_layer }, (_, layer) => layer).flatMap((layer) =>
    ['key', 'value'].map((part): [string, string] => [
      `past_key_values.${layer}.${part}`,
      `present.${layer}.${part}`,
    ]),
  );
}
