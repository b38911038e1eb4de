import { type GPTConfig, headDim } from './config';
import { gelu, swiglu } from './graph/activation';
import type { Graph, Value } from './graph/graph';
import { layerNorm, rmsNorm } from './graph/norm';
import { add, split } from './graph/ops';

/**
 * The network, defined once. What differs between training and serving (where weights come from, how a matrix
 * product and attention run) is a `Lowering`: training.ts beside this file has one, serving.ts the other.
 */
export interface Lowering {
  graph: Graph;
  /** The parameter called `name`, or null where this configuration has none (a missing bias). */
  parameter(name: string): Value | null;
  /** Token embeddings of the input, [..., n_embd], learned positions added where the shape has them. */
  embed(): Value;
  /** x [..., K] through matrix `${name}.weight` [K, N] and its bias. */
  linear(name: string, x: Value): Value;
  /** Causal self-attention of layer `layer`, from queries, keys and values side by side to [..., n_embd]. */
  attention(layer: number, qkv: Value): Value;
  /** Dropout on a residual branch; the identity outside training. */
  dropout(x: Value): Value;
}

/** Token ids to hidden states after the last norm, [..., n_embd]; the head follows in the caller. */
export function gpt(net: Lowering, config: GPTConfig): Value {
  let x = net.dropout(net.embed());
  for (let layer = 0; layer < config.n_layer; layer++) {
    x = net.graph.scope(`layers.${layer}`, () => block(net, config, layer, x));
  }
  return norm(net, config, 'final_norm', x);
}

/** One pre-norm transformer block: what attention and the feed-forward layer find is added to the stream x. */
function block(net: Lowering, config: GPTConfig, layer: number, x: Value): Value {
  const name = `layers.${layer}`;
  const qkv = net.linear(`${name}.attention.qkv`, norm(net, config, `${name}.attention_norm`, x));
  const attended = net.linear(`${name}.attention.out`, net.attention(layer, qkv));
  const middle = add(net.graph, x, net.dropout(attended));
  const fed = feedForward(net, config, `${name}.mlp`, norm(net, config, `${name}.mlp_norm`, middle));
  return add(net.graph, middle, net.dropout(fed));
}

function feedForward(net: Lowering, config: GPTConfig, name: string, x: Value): Value {
  const up = net.linear(`${name}.up`, x);
  if (config.shape === 'gpt2') return net.linear(`${name}.down`, gelu(net.graph, up));
  const [gate, value] = split(net.graph, up, [config.n_inner, config.n_inner]);
  return net.linear(`${name}.down`, swiglu(net.graph, gate, value));
}

function norm(net: Lowering, config: GPTConfig, name: string, x: Value): Value {
  const weight = net.parameter(`${name}.weight`)!;
  if (config.shape === 'llama') return rmsNorm(net.graph, x, weight, config.norm_epsilon);
  return layerNorm(net.graph, x, weight, net.parameter(`${name}.bias`), config.norm_epsilon);
}

export interface ParameterSpec {
  name: string;
  shape: number[];
  /** Standard deviation of the normal it is drawn from, or the value it starts at. */
  init: { std: number } | { value: number };
  /** Whether weight decay applies: to matrices, never to norms and biases. */
  decay: boolean;
}

/**
 * Every parameter, in the order of checkpoints. Matrices are [inputs, outputs] but for embeddings and the
 * untied head, [vocab_size, n_embd]. `qkv` holds queries, keys and values side by side; in the llama shape
 * `up` holds gate and value.
 */
export function parameterSpecs(c: GPTConfig): ParameterSpec[] {
  const specs: ParameterSpec[] = [];
  const std = 0.02;
  // Each block adds to the stream twice; scaled down, its variance does not grow with depth (GPT-2, section 2.3).
  const residual = std / Math.sqrt(2 * c.n_layer);
  const matrix = (name: string, shape: number[], std: number) =>
    specs.push({ name, shape, init: { std }, decay: true });
  const vector = (name: string, size: number, value: number) =>
    specs.push({ name, shape: [size], init: { value }, decay: false });
  const linear = (name: string, inputs: number, outputs: number, std: number) => {
    matrix(`${name}.weight`, [inputs, outputs], std);
    if (c.bias) vector(`${name}.bias`, outputs, 0);
  };
  const norm = (name: string) => {
    vector(`${name}.weight`, c.n_embd, 1);
    if (c.bias) vector(`${name}.bias`, c.n_embd, 0);
  };

  matrix('token_embedding', [c.vocab_size, c.n_embd], std);
  if (c.shape === 'gpt2') matrix('position_embedding', [c.context_length, c.n_embd], std);
  for (let layer = 0; layer < c.n_layer; layer++) {
    const name = `layers.${layer}`;
    norm(`${name}.attention_norm`);
    linear(`${name}.attention.qkv`, c.n_embd, qkvSizes(c)[0] + 2 * qkvSizes(c)[1], std);
    linear(`${name}.attention.out`, c.n_embd, c.n_embd, residual);
    norm(`${name}.mlp_norm`);
    linear(`${name}.mlp.up`, c.n_embd, c.shape === 'llama' ? 2 * c.n_inner : c.n_inner, std);
    linear(`${name}.mlp.down`, c.n_inner, c.n_embd, residual);
  }
  norm('final_norm');
  if (!c.tied) matrix('head', [c.vocab_size, c.n_embd], std);
  return specs;
}

/** Widths of queries, keys and values within `qkv`. */
export function qkvSizes(c: GPTConfig): [number, number, number] {
  const kv = c.n_kv_head * headDim(c);
  return [c.n_embd, kv, kv];
}

export const parameterCount = (c: GPTConfig) =>
  parameterSpecs(c).reduce((n, p) => n + p.shape.reduce((a, b) => a * b, 1), 0);
