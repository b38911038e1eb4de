import { type Dim, type Graph, shapeText, type Value } from './graph';
import { add, mul, reduce, sub, unary } from './ops';

/** x [..., C] normalised over its last axis to mean 0 and variance 1, times weight [C], plus bias [C]. */
export function layerNorm(g: Graph, x: Value, weight: Value, bias: Value | null, epsilon: number): Value {
  checkWeight(g, x, weight);
  const inputs = bias ? [x, weight, bias] : [x, weight];
  const [y, mean, inv_std] = g.fused
    ? normNode(g, 'LayerNormalization', inputs, epsilon, 2)
    : g.untracked(() => layerNormReference(g, x, weight, bias, epsilon));
  return g.differentiable(y, inputs, (dy) => {
    const x_hat = mul(g, sub(g, x, mean), inv_std);
    return [
      () => {
        const dx_hat = mul(g, dy, weight);
        return projectOut(g, sub(g, dx_hat, lastMean(g, dx_hat)), x_hat, inv_std, dx_hat);
      },
      () => columnSum(g, mul(g, dy, x_hat)),
      () => columnSum(g, dy),
    ];
  });
}

/** x [..., C] divided by its root mean square over the last axis, times weight [C] (arXiv:1910.07467). */
export function rmsNorm(g: Graph, x: Value, weight: Value, epsilon: number): Value {
  checkWeight(g, x, weight);
  const [y, inv_rms] = g.fused
    ? normNode(g, 'SimplifiedLayerNormalization', [x, weight], epsilon, 1)
    : g.untracked(() => rmsNormReference(g, x, weight, epsilon));
  return g.differentiable(y, [x, weight], (dy) => {
    const x_hat = mul(g, x, inv_rms);
    return [
      () => {
        const dx_hat = mul(g, dy, weight);
        return projectOut(g, dx_hat, x_hat, inv_rms, dx_hat);
      },
      () => columnSum(g, mul(g, dy, x_hat)),
    ];
  });
}

function checkWeight(g: Graph, x: Value, weight: Value): void {
  const fits = weight.shape[0] === x.shape[x.shape.length - 1];
  g.check(fits, 'Norm', () => `${shapeText(x.shape)} with weight ${shapeText(weight.shape)}`);
}

/** The fused operator with its saved statistics ([..., 1] each), which the backward pass reads. */
function normNode(g: Graph, op: string, inputs: Value[], epsilon: number, statistics: number): Value[] {
  const { shape } = inputs[0];
  const saved = { shape: [...shape.slice(0, -1), 1] as Dim[] };
  const outputs = [{ shape }, ...Array<typeof saved>(statistics).fill(saved)];
  return g.multi(op, inputs, outputs, { axis: -1, epsilon: { float: epsilon } });
}

function layerNormReference(g: Graph, x: Value, weight: Value, bias: Value | null, epsilon: number): Value[] {
  const mean = lastMean(g, x);
  const [scaled, inv_std] = rmsNormReference(g, sub(g, x, mean), weight, epsilon);
  return [bias ? add(g, scaled, bias) : scaled, mean, inv_std];
}

function rmsNormReference(g: Graph, x: Value, weight: Value, epsilon: number): Value[] {
  const square = add(g, lastMean(g, mul(g, x, x)), g.constant(epsilon));
  const inv_rms = unary(g, 'Reciprocal', unary(g, 'Sqrt', square));
  return [mul(g, mul(g, x, inv_rms), weight), inv_rms];
}

/** (grad - x_hat * mean(dx_hat * x_hat)) * inv: scaling x does not change its norm, so that direction carries none. */
function projectOut(g: Graph, grad: Value, x_hat: Value, inv: Value, dx_hat: Value): Value {
  const along = lastMean(g, mul(g, dx_hat, x_hat));
  return mul(g, sub(g, grad, mul(g, x_hat, along)), inv);
}

const lastMean = (g: Graph, x: Value) => reduce(g, 'ReduceMean', x, [x.shape.length - 1]);

function columnSum(g: Graph, x: Value): Value {
  const leading = x.shape.slice(0, -1).map((_, i) => i);
  return reduce(g, 'ReduceSum', x, leading, false);
}
