import * as ort from 'onnxruntime-node';
import type { Random } from '../random';
import { gradients } from './autodiff';
import { Graph, numel, type Value } from './graph';
import { linear, reshape } from './ops';

export type Tensors = Record<string, ort.Tensor>;

/**
 * Loads the graph on the CPU and returns a function that runs it. ONNX Runtime's own fusions are off: some turn
 * float64 operators into ones that exist for float32 alone.
 */
export async function compile(g: Graph): Promise<(feeds: Tensors) => Promise<Tensors>> {
  const session = await ort.InferenceSession.create(g.encode(), {
    intraOpNumThreads: 1,
    logSeverityLevel: 3,
    graphOptimizationLevel: 'disabled',
  });
  return async (feeds) => (await session.run(feeds)) as Tensors;
}

/** A float64 tensor of standard normals, moved by `shift`. */
export function normal(random: Random, shape: number[], shift = 0): ort.Tensor {
  return new ort.Tensor(
    'float64',
    Float64Array.from({ length: numel(shape) }, () => random.normal() + shift),
    shape,
  );
}

/** sum(x * w) for random fixed w: a scalar that depends on every element of x in its own way. */
export function weightedSum(g: Graph, x: Value, random: Random): Value {
  const n = numel(x.shape);
  const weights = g.constant(
    Float64Array.from({ length: n }, () => random.normal()),
    [n, 1],
  );
  return reshape(g, linear(g, reshape(g, x, [1, n]), weights), []);
}

/**
 * Compares the gradients that the loss gets by autodiff with central differences of its value, in
 * float64, for every element of every parameter, and returns the largest relative error.
 */
export async function gradientError(
  build: (g: Graph) => { loss: Value; parameters: Value[] },
  feeds: Tensors,
): Promise<number> {
  const g = new Graph({ float: 'float64' });
  const { loss, parameters } = build(g);
  const grads = gradients(g, loss, parameters);
  g.output('loss', loss);
  for (const [i, v] of parameters.entries()) g.output(`grad.${v.name}`, grads[i]);
  const run = await compile(g);
  const analytic = await run(feeds);
  let worst = 0;
  for (const { name } of parameters) {
    const data = feeds[name].data as Float64Array;
    const grad = analytic[`grad.${name}`].data as Float64Array;
    const scale = Math.max(...grad.map(Math.abs), 1e-3);
    for (let i = 0; i < data.length; i++) {
      const h = 1e-5;
      const at = async (x: number) => {
        const original = data[i];
        data[i] = x;
        const { loss } = await run(feeds);
        data[i] = original;
        return (loss.data as Float64Array)[0];
      };
      const numeric = ((await at(data[i] + h)) - (await at(data[i] - h))) / (2 * h);
      worst = Math.max(worst, Math.abs(numeric - grad[i]) / scale);
    }
  }
  return worst;
}
