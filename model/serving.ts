import { type GPTConfig, headDim } from './config';
import { gpt, type Lowering } from './gpt';
import { rotaryTables } from './graph/attention';
import { Graph, type Value } from './graph/graph';
import { add, cast, reduce, reshape } from './graph/ops';

/** Where a serving graph's weights come from and in which precision they multiply. */
export interface ServingWeights {
  /** A norm's weight or a bias; null where the configuration has none. */
  vector(name: string): Value | null;
  /** Rows of an embedding table for int64 ids [batch, sequence]: [batch, sequence, n_embd]. */
  rows(name: string, ids: Value): Value;
  /** x [batch, sequence, K] times the matrix `name` [K, N], without bias. */
  product(name: string, x: Value): Value;
  /** Hidden states times the output head's transpose: [batch, sequence, vocab_size]. */
  logits(x: Value): Value;
}

/**
 * The network as serving runs it, in the layout of Optimum and transformers.js: inputs input_ids,
 * attention_mask, position_ids, num_logits_to_keep and past_key_values.*; outputs logits and present.*.
 * The open dimensions have Optimum's names too: transformers.js sizes an empty cache by `batch_size`.
 *
 * Attention is ONNX Runtime's GroupQueryAttention: a past buffer longer than what attention_mask counts is
 * filled in place when present.* is fetched into the very same buffer, so a cached step copies nothing.
 */
export function servingGraph(config: GPTConfig, weightsOf: (g: Graph) => ServingWeights): Graph {
  const g = new Graph();
  const grid = ['batch_size', 'sequence_length'];
  const input_ids = g.input('input_ids', grid, 'int64');
  const attention_mask = g.input('attention_mask', ['batch_size', 'total_sequence_length'], 'int64');
  const position_ids = g.input('position_ids', grid, 'int64');
  const keep = g.input('num_logits_to_keep', [], 'int64');
  const cache = cacheInputs(g, config);
  const weights = weightsOf(g);
  const net = lowering(g, config, weights, { input_ids, attention_mask, position_ids, cache });
  g.output('logits', weights.logits(lastPositions(g, gpt(net, config), keep)));
  for (const [i, { present_key, present_value }] of cache.entries()) {
    g.output(`present.${i}.key`, present_key!);
    g.output(`present.${i}.value`, present_value!);
  }
  return g;
}

/**
 * Hidden states of whole texts, [batch, sequence, n_embd], without a cache: `attention_mask` is as long as
 * `input_ids`, and texts are padded at the end.
 */
export function hiddenStates(
  g: Graph,
  config: GPTConfig,
  weights: ServingWeights,
  { input_ids, attention_mask }: { input_ids: Value; attention_mask: Value },
): Value {
  const grid = { shape: input_ids.shape, dtype: 'int64' as const };
  const counted = g.node('CumSum', [attention_mask, g.ints(1)], grid);
  const position_ids = g.node('Sub', [counted, g.ints(1)], grid);
  const cache = Array.from({ length: config.n_layer }, () => ({ past_key: null, past_value: null }));
  return gpt(lowering(g, config, weights, { input_ids, attention_mask, position_ids, cache }), config);
}

interface LayerCache {
  /** Null where nothing was read before. */
  past_key: Value | null;
  past_value: Value | null;
  present_key?: Value;
  present_value?: Value;
}

function cacheInputs(g: Graph, config: GPTConfig): LayerCache[] {
  const shape = ['batch_size', config.n_kv_head, 'past_sequence_length', headDim(config)];
  return Array.from({ length: config.n_layer }, (_, i) => ({
    past_key: g.input(`past_key_values.${i}.key`, shape),
    past_value: g.input(`past_key_values.${i}.value`, shape),
  }));
}

interface ServingInputs {
  input_ids: Value;
  attention_mask: Value;
  position_ids: Value;
  cache: LayerCache[];
}

function lowering(g: Graph, config: GPTConfig, weights: ServingWeights, inputs: ServingInputs): Lowering {
  const { past, total } = sequenceLengths(g, inputs.attention_mask);
  const rotary = config.shape === 'llama' ? rotaryCaches(g, config) : [null, null];
  return {
    graph: g,
    parameter: (name) => weights.vector(name),
    embed() {
      const tokens = weights.rows('token_embedding', inputs.input_ids);
      if (config.shape === 'llama') return tokens;
      return add(g, tokens, weights.rows('position_embedding', inputs.position_ids));
    },
    linear(name, x) {
      const product = weights.product(`${name}.weight`, x);
      const bias = weights.vector(`${name}.bias`);
      return bias ? add(g, product, bias) : product;
    },
    attention(layer, qkv) {
      const cache = inputs.cache[layer];
      const present = { shape: ['batch_size', config.n_kv_head, 'present_sequence_length', headDim(config)] };
      const [output, present_key, present_value] = g.multi(
        'com.microsoft:GroupQueryAttention',
        [qkv, null, null, cache.past_key, cache.past_value, past, total, ...rotary],
        [{ shape: ['batch_size', 'sequence_length', config.n_embd] }, present, present],
        {
          num_heads: config.n_head,
          kv_num_heads: config.n_kv_head,
          do_rotary: Number(config.shape === 'llama'),
          scale: { float: 1 / Math.sqrt(headDim(config)) },
        },
      );
      Object.assign(cache, { present_key, present_value });
      return output;
    },
    dropout: (x) => x,
  };
}

/** What GroupQueryAttention wants to know: index of each row's last token (int32 [batch]), and the longest length. */
function sequenceLengths(g: Graph, attention_mask: Value): { past: Value; total: Value } {
  const lengths = reduce(g, 'ReduceSum', attention_mask, [1], false);
  const last = g.node('Sub', [lengths, g.ints(1)], { shape: lengths.shape, dtype: 'int64' });
  const shape = g.node('Shape', [attention_mask], { shape: [2], dtype: 'int64' });
  const total = g.node('Gather', [shape, g.ints(1)], { shape: [], dtype: 'int64' });
  return { past: cast(g, last, 'int32'), total: cast(g, total, 'int32') };
}

function rotaryCaches(g: Graph, config: GPTConfig): Value[] {
  const head_dim = headDim(config);
  const { cos, sin } = rotaryTables(config.context_length, head_dim, config.rope_theta);
  return [cos, sin].map((table) => g.constant(table, [config.context_length, head_dim / 2]));
}

/** The last `count` positions of x [batch, sequence, C], or all of them when count is 0. */
function lastPositions(g: Graph, x: Value, count: Value): Value {
  const start = g.node('Neg', [reshape(g, count, [1])], { shape: [1], dtype: 'int64' });
  const end = g.ints([2 ** 31 - 1]);
  return g.node('Slice', [x, start, end, g.ints([1])], { shape: ['batch_size', 'kept', x.shape[2]] });
}
