import { fixed, type Graph, shapeText, type Value } from './graph';
import { add, cast, gather, gemm, mul, reduceAll, reshape, rows, scatterAddRows, unary } from './ops';

export interface LossOptions {
  /** Rows of logits computed at a time are rows / chunks, so [rows, vocabulary] never exists whole. */
  chunks: number;
  /** 'mean' over the targets that count, or their 'sum' (for accumulating over micro-batches). */
  reduction: 'mean' | 'sum';
}

/**
 * The output head and its cross-entropy in one: hidden [M, C], head [V, C], targets int64 [M], of which
 * negative ones do not count. Returns the loss and the number of targets that count, both scalars.
 *
 * With P the softmax and w a row's weight (1 / count, or 0), dHidden = w (P head - head[targets]) and
 * dHead = Pᵀ (w hidden) - scatter(targets, w hidden). Both are built in the forward pass, chunk by chunk, so
 * each chunk's logits are freed at once and no one-hot matrix is needed.
 */
export function crossEntropy(g: Graph, hidden: Value, head: Value, targets: Value, options: LossOptions) {
  const [m, c] = hidden.shape.map(fixed);
  const { chunks } = options;
  g.check(m % chunks === 0, 'CrossEntropy', () => `${m} rows do not divide into ${chunks} chunks`);
  g.check(
    head.shape[1] === c,
    'CrossEntropy',
    () => `hidden ${shapeText(hidden.shape)}, head ${shapeText(head.shape)}`,
  );
  const { ids, weight, count } = weightTargets(g, targets, options.reduction);
  const weighted = g.untracked(() => mul(g, hidden, weight));
  const d_hidden: Value[] = [];
  let d_head: Value | null = null;
  let loss: Value | null = null;
  g.untracked(() => {
    const size = m / chunks;
    for (let start = 0; start < m; start += size) {
      const cut = (v: Value) => (chunks === 1 ? v : rows(g, v, start, start + size));
      const logits = gemm(g, cut(hidden), head, { transB: true });
      const p = g.node('Softmax', [logits], { shape: logits.shape }, { axis: -1 });
      const part = reduceAll(g, 'ReduceSum', mul(g, negativeLog(g, p, cut(ids)), cut(weight)));
      loss = loss ? add(g, loss, part) : part;
      d_hidden.push(gemm(g, p, head, { c: gather(g, head, cut(ids)), beta: -1 }));
      d_head = gemm(g, p, cut(weighted), { transA: true, c: d_head });
    }
  });
  // The gradient of the loss itself is the constant 1 wherever the loss is what is minimised.
  const scale = (grad: Value, dy: Value) => (dy.name === g.constant(1).name ? grad : mul(g, grad, dy));
  const recorded = g.differentiable(loss!, [hidden, head], (dy) => [
    () => {
      const whole =
        chunks === 1 ? d_hidden[0] : g.node('Concat', d_hidden, { shape: hidden.shape }, { axis: 0 });
      return scale(mul(g, whole, weight), dy);
    },
    () => scale(scatterAddRows(g, d_head!, ids, unary(g, 'Neg', weighted)), dy),
  ]);
  return { loss: recorded, count };
}

/** Row weights [M, 1] (0 where the target is negative) and targets made safe to gather with. */
function weightTargets(g: Graph, targets: Value, reduction: LossOptions['reduction']) {
  const m = fixed(targets.shape[0]);
  const valid = g.node('GreaterOrEqual', [targets, g.ints(0)], { shape: [m], dtype: 'bool' });
  const counted = cast(g, valid, g.float);
  const count = reduceAll(g, 'ReduceSum', counted);
  const at_least_one = g.node('Max', [count, g.constant(1)], { shape: [] });
  const each = reduction === 'sum' ? counted : g.node('Div', [counted, at_least_one], { shape: [m] });
  const ids = g.node('Max', [targets, g.ints(0)], { shape: [m], dtype: 'int64' });
  return { ids, weight: reshape(g, each, [m, 1]), count };
}

/** -log p[row, id], clamped so that an underflowed probability costs 69 nats and not infinity. */
function negativeLog(g: Graph, p: Value, ids: Value): Value {
  const shape = [fixed(ids.shape[0]), 1];
  const picked = g.node('GatherElements', [p, reshape(g, ids, shape)], { shape }, { axis: 1 });
  const clamped = g.node('Max', [picked, g.constant(1e-30)], { shape });
  return unary(g, 'Neg', unary(g, 'Log', clamped));
}
