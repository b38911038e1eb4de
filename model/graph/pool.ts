import { fixed, type Graph, type Value } from './graph';
import { mul, reduce, reshape } from './ops';

/**
 * Weighted sums of the rows of each text: hidden [batch * time, C] and weights [batch, time] to [batch, C]. With
 * 1 / length on a text's tokens and 0 on padding it is the mean.
 */
export function pool(g: Graph, hidden: Value, weights: Value): Value {
  const [batch, time] = weights.shape.map(fixed);
  const width = fixed(hidden.shape[1]);
  g.check(hidden.shape[0] === batch * time, 'Pool', () => `${hidden.shape} in ${batch} texts of ${time}`);
  const each = reshape(g, weights, [batch, time, 1]);
  const pooled = g.untracked(() =>
    reduce(g, 'ReduceSum', mul(g, reshape(g, hidden, [batch, time, width]), each), [1], false),
  );
  return g.differentiable(pooled, [hidden], (dy) => [
    () => reshape(g, mul(g, reshape(g, dy, [batch, 1, width]), each), hidden.shape),
  ]);
}
