import type { GPTConfig } from '../config';
import { servingEncoder } from '../encoder';
import { type ParameterSpec, parameterSpecs } from '../gpt';
import { type Dim, type Graph, numel, type Value } from '../graph/graph';
import { gather, reshape, transpose } from '../graph/ops';
import { type ServingWeights, servingGraph } from '../serving';
import { packColumns8, quantizeBlocks4, quantizeColumns8 } from './quantize';

/** Weight precisions of an exported model; activations stay float32 between matrix products. */
export const PRECISIONS = ['fp32', 'int8', 'int4'] as const;
export type Precision = (typeof PRECISIONS)[number];

/** Names of the files within a model folder: transformers.js finds them by its dtypes fp32, int8 and q4. */
export const ONNX_FILES: Record<Precision, string> = {
  fp32: 'onnx/model.onnx',
  int8: 'onnx/model_int8.onnx',
  int4: 'onnx/model_q4.onnx',
};

/** Parameter name to values, in the shapes of parameterSpecs. */
export type Weights = Map<string, Float32Array>;

/** Weights that no network of the configuration can have: one missing, of another size, or not finite. */
export class WeightsError extends Error {
  readonly code = 'weights_mismatch';
}

/**
 * The ONNX file that transformers.js, Optimum and our runtime load.
 * @throws WeightsError when the weights do not fit, or a matrix cannot be cut into 4-bit blocks
 */
export function exportOnnx(config: GPTConfig, weights: Weights, precision: Precision): Uint8Array {
  checkWeights(config, weights);
  const providers = { fp32: floatWeights, int8: int8Weights, int4: int4Weights };
  return servingGraph(config, (g) => providers[precision](g, config, weights)).encode();
}

/** The trunk as a sentence encoder: input_ids and attention_mask to `embeddings`. @throws WeightsError */
export function exportEncoder(config: GPTConfig, weights: Weights, precision: 'fp32' | 'int8'): Uint8Array {
  checkWeights(config, weights);
  const providers = { fp32: floatWeights, int8: int8Weights };
  return servingEncoder(config, (g) => providers[precision](g, config, weights)).encode();
}

/** The same graph with its weights as inputs, for sampling from a network while it trains. */
export function liveGraph(config: GPTConfig): Uint8Array {
  return servingGraph(config, (g) => {
    const values = new Map(parameterSpecs(config).map((s) => [s.name, g.input(s.name, s.shape)]));
    const get = (name: string) => values.get(name) ?? null;
    const head = get(headName(config))!;
    const logits = (x: Value) =>
      // A weight that changes cannot be transposed ahead of time: the product reads it as it lies.
      g.node('com.microsoft:FusedMatMul', [x, head], productShape(x, config.vocab_size), { transB: 1 });
    return { ...floatProducts(g, config, get), logits };
  }).encode();
}

/** @throws WeightsError naming the first parameter that is missing, of another size, or not finite */
export function checkWeights(config: GPTConfig, weights: Weights): void {
  for (const { name, shape } of parameterSpecs(config)) {
    const wanted = numel(shape);
    const values = weights.get(name);
    if (!values) throw new WeightsError(`parameter ${name} is missing`);
    if (values.length !== wanted) {
      throw new WeightsError(`parameter ${name} has ${values.length} elements instead of ${wanted}`);
    }
    if (!values.every(Number.isFinite))
      throw new WeightsError(`parameter ${name} has values that are not finite`);
  }
}

const specsByName = (config: GPTConfig) => new Map(parameterSpecs(config).map((s) => [s.name, s]));
export const headName = (config: GPTConfig) => (config.tied ? 'token_embedding' : 'head');
/** Shape of x [..., K] after a product with a matrix of `columns` columns. */
const productShape = (x: Value, columns: Dim) => ({ shape: [...x.shape.slice(0, -1), columns] });

/** Initializers by parameter name, added to the graph when first used. */
function stored(g: Graph, config: GPTConfig, weights: Weights) {
  const specs = specsByName(config);
  return (name: string): Value | null => {
    const spec = specs.get(name);
    if (!spec) return null;
    return g.once(name, () => g.initializer(name, spec.shape, weights.get(name)!, 'float32'));
  };
}

function floatWeights(g: Graph, config: GPTConfig, weights: Weights): ServingWeights {
  return floatProducts(g, config, stored(g, config, weights));
}

function floatProducts(g: Graph, config: GPTConfig, get: (name: string) => Value | null): ServingWeights {
  const matmul = (x: Value, w: Value) => g.node('MatMul', [x, w], productShape(x, w.shape[1]));
  return {
    vector: get,
    rows: (name, ids) => gather(g, get(name)!, ids),
    product: (name, x) => matmul(x, get(name)!),
    logits: (x) => matmul(x, transpose(g, get(headName(config))!, [1, 0])),
  };
}

/** Numbers that share a scale when activations are rounded; the padding of a last block counts nothing. */
const BLOCK8 = 64;

/**
 * Matrices as int8 with one scale a column, as MatMulNBits takes them: activations are rounded to 8 bits in blocks
 * of a row, inside the product. So a row's result never depends on the rows beside it, which is what lets
 * conversations share a pass and each get what it gets alone (runtime/batch.ts), and no node is needed for it.
 * The token embedding shares the head's bytes where it is tied.
 */
function int8Weights(g: Graph, config: GPTConfig, weights: Weights): ServingWeights {
  const float = stored(g, config, weights);
  const specs = specsByName(config);
  const matrix = (name: string, transposed = false): Int8Matrix => {
    const { rows, columns, at } = view(specs.get(name)!, weights, transposed);
    const blocks = Math.ceil(rows / BLOCK8);
    const { data, scales } = quantizeColumns8(rows, columns, at);
    const packed = packColumns8(data, rows, columns, blocks * BLOCK8);
    const scale = Float32Array.from({ length: columns * blocks }, (_, i) => scales[Math.floor(i / blocks)]);
    return {
      data: g.initializer(`${name}.int8`, [columns, blocks, BLOCK8], packed, 'uint8'),
      scales: g.initializer(`${name}.scale`, [columns * blocks], scale, 'float32'),
      rows,
    };
  };
  const product = (x: Value, { data, scales, rows }: Int8Matrix) => {
    const columns = data.shape[0] as number;
    const attributes = { K: rows, N: columns, bits: 8, block_size: BLOCK8, accuracy_level: 4 };
    return g.node('com.microsoft:MatMulNBits', [x, data, scales], productShape(x, columns), attributes);
  };
  const head = matrix(headName(config), true);
  return {
    vector: float,
    rows: (name, ids) => (name === headName(config) ? int8Rows(g, head, ids) : gather(g, float(name)!, ids)),
    product: (name, x) => product(x, matrix(name)),
    logits: (x) => product(x, head),
  };
}

interface Int8Matrix {
  /** [columns, blocks, BLOCK8], 128 standing for zero */
  data: Value;
  /** [columns * blocks] */
  scales: Value;
  rows: number;
}

/** Columns `ids` [batch, sequence] of an int8 matrix, as float rows [batch, sequence, C]. */
function int8Rows(g: Graph, { data, scales, rows }: Int8Matrix, ids: Value): Value {
  const [columns, blocks] = data.shape as number[];
  const blockwise = { shape: [...ids.shape, blocks, BLOCK8] };
  const picked = g.node(
    'com.microsoft:GatherBlockQuantized',
    [data, ids, reshape(g, scales, [columns, blocks, 1])],
    blockwise,
    { gather_axis: 0, quantize_axis: 2, block_size: BLOCK8, bits: 8 },
  );
  const flat = g.node('Reshape', [picked, g.ints([0, 0, blocks * BLOCK8])], {
    shape: [...ids.shape, blocks * BLOCK8],
  });
  if (rows === blocks * BLOCK8) return flat;
  const bounds = [[0], [rows], [2]].map((bound) => g.ints(bound));
  return g.node('Slice', [flat, ...bounds], { shape: [...ids.shape, rows] });
}

const BLOCK = 32;

/** Matrices in 4-bit blocks of 32 (MatMulNBits, int8 activations); embeddings stay float32. */
function int4Weights(g: Graph, config: GPTConfig, weights: Weights): ServingWeights {
  const float = stored(g, config, weights);
  const specs = specsByName(config);
  const product = (name: string, x: Value, transposed = false) => {
    const { rows, columns, at } = view(specs.get(name)!, weights, transposed);
    if (rows % BLOCK !== 0) {
      throw new WeightsError(`${name}: ${rows} rows do not divide into blocks of ${BLOCK}`);
    }
    const blocks = rows / BLOCK;
    const { data, scales } = quantizeBlocks4(rows, columns, at, BLOCK);
    const packed = g.initializer(`${name}.int4`, [columns, blocks, BLOCK / 2], data, 'uint8');
    const scale = g.initializer(`${name}.scale`, [columns * blocks], scales, 'float32');
    const attributes = { K: rows, N: columns, bits: 4, block_size: BLOCK, accuracy_level: 4 };
    return g.node('com.microsoft:MatMulNBits', [x, packed, scale], productShape(x, columns), attributes);
  };
  return {
    vector: float,
    rows: (name, ids) => gather(g, float(name)!, ids),
    product,
    logits: (x) => product(headName(config), x, true),
  };
}

/** A matrix parameter seen as [rows, columns], transposed or not, without copying it. */
function view({ name, shape: [r, c] }: ParameterSpec, weights: Weights, transposed: boolean) {
  const data = weights.get(name)!;
  if (transposed) return { rows: c, columns: r, at: (row: number, column: number) => data[column * c + row] };
  return { rows: r, columns: c, at: (row: number, column: number) => data[row * c + column] };
}
