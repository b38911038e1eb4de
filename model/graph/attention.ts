import { fixed, type Graph, shapeText, type Value } from './graph';
import { add, bmm, dropout, mul, reduce, reshape, sub } from './ops';

/** Rotation angles of rotary embeddings: cos and sin of position * theta^(-2i / head_dim), each [length, head_dim / 2]. */
export interface RotaryTables {
  cos: Float64Array;
  sin: Float64Array;
}

export function rotaryTables(length: number, head_dim: number, theta: number): RotaryTables {
  const half = head_dim / 2;
  const angle = (i: number) => Math.floor(i / half) / theta ** ((i % half) / half);
  const table = (f: (x: number) => number) =>
    Float64Array.from({ length: length * half }, (_, i) => f(angle(i)));
  return { cos: table(Math.cos), sin: table(Math.sin) };
}

/**
 * Rotary position embedding (arXiv:2104.09864) of x [batch, heads, time, head_dim] at positions 0 to time - 1,
 * in the half-rotated layout that Hugging Face's Llama uses. Its gradient is the rotation by the opposite angle.
 */
export function rotary(g: Graph, x: Value, theta: number): Value {
  const [, , time, head_dim] = x.shape.map(fixed);
  const tables = rotaryTables(time, head_dim, theta);
  const table = (name: 'cos' | 'sin', sign: number) =>
    g.once(`rotary.${name}.${sign}.${time}.${head_dim}`, () =>
      g.constant(
        tables[name].map((v) => sign * v),
        [time, head_dim / 2],
      ),
    );
  const rotate = (v: Value, sign: number) => {
    const [cos, sin] = [table('cos', 1), table('sin', sign)];
    if (!g.fused) return rotateReference(g, v, cos, sin);
    return g.node('com.microsoft:RotaryEmbedding', [v, g.ints([0]), cos, sin], { shape: v.shape });
  };
  return g.differentiable(
    g.untracked(() => rotate(x, 1)),
    [x],
    (dy) => [() => rotate(dy, -1)],
  );
}

function rotateReference(g: Graph, x: Value, cos: Value, sin: Value): Value {
  const half = fixed(x.shape[3]) / 2;
  const spec = { shape: [...x.shape.slice(0, 3), half] };
  const [a, b] = g.multi('Split', [x, g.ints([half, half])], [spec, spec], { axis: 3 });
  const first = sub(g, mul(g, a, cos), mul(g, b, sin));
  const second = add(g, mul(g, b, cos), mul(g, a, sin));
  return g.node('Concat', [first, second], { shape: x.shape }, { axis: 3 });
}

interface AttentionOptions {
  /** Added to the scores; broadcasts to [batch, kv_heads, group, time, time]. */
  mask: Value;
  /** Elements of the probabilities to keep (bool, [batch, heads, time, time]) and the rate of those dropped. */
  dropout?: { keep: Value; rate: number };
}

/**
 * softmax(q kᵀ / sqrt(head_dim) + mask) v, for q [batch, heads, time, head_dim] and k, v
 * [batch, kv_heads, time, head_dim]: grouped-query attention (arXiv:2305.13245) when kv_heads < heads. The
 * queries of a group are laid one after another as rows, so no key or value is copied.
 *
 * The gradient of the softmax needs rowsum(dP * P), which equals rowsum(dO * O): a reduction over head_dim
 * instead of over time (FlashAttention-2, arXiv:2307.08691, equation 4).
 */
export function attention(g: Graph, q: Value, k: Value, v: Value, options: AttentionOptions): Value {
  const [batch, heads, time, head_dim] = q.shape.map(fixed);
  const kv_heads = fixed(k.shape[1]);
  g.check(heads % kv_heads === 0, 'Attention', () => `q ${shapeText(q.shape)} with k ${shapeText(k.shape)}`);
  const group = heads / kv_heads;
  const rows = [batch, kv_heads, group * time];
  const alpha = 1 / Math.sqrt(head_dim);
  const drop = (x: Value) => {
    if (!options.dropout) return x;
    const { keep, rate } = options.dropout;
    return dropout(g, x, reshape(g, keep, x.shape), rate);
  };

  const grouped = g.untracked(() => reshape(g, q, [...rows, head_dim]));
  const probabilities = g.untracked(() => {
    const scores = bmm(g, grouped, k, { transB: true, alpha });
    const masked = add(g, reshape(g, scores, [batch, kv_heads, group, time, time]), options.mask);
    const softmax = g.node('Softmax', [masked], { shape: masked.shape }, { axis: -1 });
    return reshape(g, softmax, [...rows, time]);
  });
  const used = g.untracked(() => drop(probabilities));
  const output = g.untracked(() => bmm(g, used, v));
  const y = g.untracked(() => reshape(g, output, q.shape));

  return g.differentiable(y, [q, k, v], (dy) => {
    const d_output = reshape(g, dy, output.shape);
    const scores_grad = () =>
      g.once(`${y.name}.scores_grad`, () => {
        const dp = drop(bmm(g, d_output, v, { transB: true }));
        const delta = reduce(g, 'ReduceSum', mul(g, d_output, output), [3]);
        return mul(g, probabilities, sub(g, dp, delta));
      });
    return [
      () => reshape(g, bmm(g, scores_grad(), k, { alpha }), q.shape),
      () => bmm(g, scores_grad(), grouped, { transA: true, alpha }),
      () => bmm(g, used, d_output, { transA: true }),
    ];
  });
}

/**
 * The additive mask of causal attention, [time, time]; with `separator` (a token id) and `ids` [batch, time],
 * [batch, 1, 1, time, time] and closed between documents too: each separator opens a document, and no token
 * sees one before its own document's separator.
 */
export function causalMask(g: Graph, time: number, documents?: { ids: Value; separator: number }): Value {
  const closed = -1e9;
  const causal = Float64Array.from({ length: time * time }, (_, i) =>
    i % time > Math.floor(i / time) ? closed : 0,
  );
  const mask = g.constant(causal, [time, time]);
  if (!documents) return mask;
  const batch = fixed(documents.ids.shape[0]);
  const int64 = (shape: number[]) => ({ shape, dtype: 'int64' as const });
  const opens = g.node('Equal', [documents.ids, g.ints(documents.separator)], {
    shape: [batch, time],
    dtype: 'bool',
  });
  const opens64 = g.node('Cast', [opens], int64([batch, time]), { to: 7 });
  const index = g.node('CumSum', [opens64, g.ints(1)], int64([batch, time]));
  const [own, other] = [reshape(g, index, [batch, 1, 1, time, 1]), reshape(g, index, [batch, 1, 1, 1, time])];
  const shape = [batch, 1, 1, time, time];
  const same = g.node('Equal', [own, other], { shape, dtype: 'bool' });
  return g.node('Where', [same, mask, g.constant(closed)], { shape });
}
