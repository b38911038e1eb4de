import type { ParameterSpec } from '@/model/gpt';
import { type Graph, numel, type Value } from '@/model/graph/graph';
import { add, div, mul, reduceAll, reshape, sub, unary } from '@/model/graph/ops';

export interface AdamWOptions {
  beta1: number;
  beta2: number;
  epsilon: number;
  weight_decay: number;
  /** Gradients are scaled down so that their global norm does not exceed this. */
  clip_norm: number;
}

/** As language models are mostly trained since GPT-3 (arXiv:2005.14165, appendix B). */
export const ADAMW: AdamWOptions = {
  beta1: 0.9,
  beta2: 0.95,
  epsilon: 1e-8,
  weight_decay: 0.1,
  clip_norm: 1,
};

export interface Trained {
  spec: ParameterSpec;
  value: Value;
  grad: Value;
  /** First and second moment. */
  m: Value;
  v: Value;
}

export interface AdamWUpdate {
  /** New value, first and second moment of each parameter, in order; large ones as [slices, elements of a slice]. */
  updated: { value: Value; m: Value; v: Value }[];
  /** Norm of all gradients together, before clipping. */
  grad_norm: Value;
}

/**
 * Adam with decoupled weight decay (arXiv:1711.05101), bias correction and global-norm clipping, as graph
 * nodes; `lr` and `step` (1 for the first) are scalars, and `scale` multiplies every gradient first.
 *
 * Every update depends on the norm, and the norm on every gradient, so no parameter changes before all that
 * read it have run. The caller relies on this when it lets outputs overwrite inputs.
 */
export function adamw(
  g: Graph,
  trained: Trained[],
  inputs: { lr: Value; step: Value; scale?: Value },
  options: AdamWOptions,
): AdamWUpdate {
  const { beta1, beta2, epsilon, weight_decay, clip_norm } = options;
  const one = g.constant(1);
  const scaled = (x: Value) => (inputs.scale ? mul(g, x, inputs.scale) : x);
  const squares = trained.map((p) => reduceAll(g, 'ReduceSumSquare', p.grad));
  const grad_norm = scaled(
    unary(
      g,
      'Sqrt',
      squares.reduce((a, b) => add(g, a, b)),
    ),
  );
  const clip = g.node('Min', [one, div(g, g.constant(clip_norm), add(g, grad_norm, g.constant(1e-6)))], {
    shape: [],
  });
  const factor = scaled(clip);

  const correction = (beta: number) =>
    sub(g, one, g.node('Pow', [g.constant(beta), inputs.step], { shape: [] }));
  const root = unary(g, 'Sqrt', correction(beta2));
  // m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + eps), with the corrections moved onto two scalars.
  const step_size = div(g, mul(g, inputs.lr, root), correction(beta1));
  const corrected_epsilon = mul(g, g.constant(epsilon), root);
  const keep = sub(g, one, mul(g, inputs.lr, g.constant(weight_decay)));
  const m_factor = mul(g, factor, g.constant(1 - beta1));
  const v_factor = mul(g, mul(g, factor, factor), g.constant(1 - beta2));

  const update = (g: Graph, [value, grad, m, v]: Value[], decay: boolean) => {
    const new_m = add(g, mul(g, m, g.constant(beta1)), mul(g, grad, m_factor));
    const new_v = add(g, mul(g, v, g.constant(beta2)), mul(g, mul(g, grad, grad), v_factor));
    const direction = div(g, new_m, add(g, unary(g, 'Sqrt', new_v), corrected_epsilon));
    const decayed = decay ? mul(g, value, keep) : value;
    return [sub(g, decayed, mul(g, direction, step_size)), new_m, new_v];
  };
  const updated = trained.map(({ spec, value, grad, m, v }) => {
    const count = slices(numel(spec.shape));
    const cut = (x: Value) => reshape(g, x, [count, numel(spec.shape) / count]);
    const state = [value, grad, m, v];
    const [new_value, new_m, new_v] =
      count === 1
        ? update(g, state, spec.decay)
        : g.scan(state.map(cut), count, (body, parts) => update(body, parts, spec.decay));
    return { value: new_value, m: new_m, v: new_v };
  });
  return { updated, grad_norm };
}

/**
 * Into how many equal slices a parameter is cut, so that the dozen passes of its update find a slice in the cache:
 * over whole large matrices they wait for memory.
 */
function slices(elements: number): number {
  const fits = 2 ** 17;
  let count = Math.ceil(elements / fits);
  while (elements % count !== 0) count++;
  return count;
}
