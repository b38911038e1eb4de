import type { GPTConfig } from './config';
import type { ParameterSpec } from './gpt';
import { Graph, type Value } from './graph/graph';
import { rmsNorm } from './graph/norm';
import { cast, div, reduce, unary } from './graph/ops';
import { pool } from './graph/pool';
import { hiddenStates, type ServingWeights } from './serving';
import { trainingTrunk } from './training';

/** The encoder within a model folder. */
export const ENCODER_FILE = 'onnx/encoder_int8.onnx';

/** Longest text that is read, in tokens; of a longer one its beginning. */
export const ENCODER_TOKENS = 64;

/**
 * Sentence embeddings from the GPT's own trunk: the mean of the hidden states over a text's tokens, scaled to
 * length 1, so that a dot product is the cosine. In training, with the inputs `ids` [batch, time] and `pool`
 * [batch, time], which holds 1 / length on a text's tokens and 0 on its padding; returns [batch, n_embd].
 */
export function trainingEncoder(
  g: Graph,
  config: GPTConfig,
  { batch, time }: { batch: number; time: number },
): { parameters: { spec: ParameterSpec; value: Value }[]; embeddings: Value } {
  const { parameters, hidden } = trainingTrunk(g, config, { batch, time, dropout: 0 });
  const pooled = pool(g, hidden, g.input('pool', [batch, time]));
  return { parameters, embeddings: unitLength(g, pooled, config.n_embd) };
}

/** The same in serving: input_ids and attention_mask, int64 [batch, sequence], padded at the end, to `embeddings`. */
export function servingEncoder(config: GPTConfig, weightsOf: (g: Graph) => ServingWeights): Graph {
  const g = new Graph();
  const grid = ['batch_size', 'sequence_length'];
  const input_ids = g.input('input_ids', grid, 'int64');
  const attention_mask = g.input('attention_mask', grid, 'int64');
  const hidden = hiddenStates(g, config, weightsOf(g), { input_ids, attention_mask });
  const counted = cast(g, attention_mask, 'float32');
  const share = div(g, counted, reduce(g, 'ReduceSum', counted, [1]));
  const summed = g.node(
    'MatMul',
    [g.node('Unsqueeze', [share, g.ints([1])], { shape: [grid[0], 1, grid[1]] }), hidden],
    {
      shape: [grid[0], 1, config.n_embd],
    },
  );
  const pooled = g.node('Squeeze', [summed, g.ints([1])], { shape: [grid[0], config.n_embd] });
  const length = unary(g, 'Sqrt', reduce(g, 'ReduceSumSquare', pooled, [1]));
  g.output('embeddings', div(g, pooled, length));
  return g;
}

/** Root mean square 1, then divided by the root of the width: length 1. */
function unitLength(g: Graph, x: Value, width: number): Value {
  const weight = g.constant(new Float64Array(width).fill(1 / Math.sqrt(width)), [width]);
  return rmsNorm(g, x, weight, 1e-12);
}
