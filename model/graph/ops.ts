import { type Dim, fixed, type Graph, numel, type Spec, shapeText, type Value } from './graph';

/**
 * The differentiable operators. Each checks its shapes, adds its ONNX nodes and records its gradient beside
 * them. Larger composites with a gradient of their own are in attention.ts, norm.ts and loss.ts.
 */

/** The shape two operands broadcast to, by NumPy's rules. */
export function broadcast(g: Graph, op: string, a: Value, b: Value): Dim[] {
  const rank = Math.max(a.shape.length, b.shape.length);
  return Array.from({ length: rank }, (_, i) => {
    const x = a.shape[a.shape.length - rank + i] ?? 1;
    const y = b.shape[b.shape.length - rank + i] ?? 1;
    g.check(
      x === y || x === 1 || y === 1,
      op,
      () => `${shapeText(a.shape)} and ${shapeText(b.shape)} do not broadcast`,
    );
    return x === 1 ? y : x;
  });
}

function elementwise(g: Graph, op: string, a: Value, b: Value): Value {
  g.check(a.dtype === b.dtype, op, () => `operands are ${a.dtype} and ${b.dtype}`);
  return g.node(op, [a, b], { shape: broadcast(g, op, a, b), dtype: a.dtype });
}

/** Sums a gradient over the axes along which its operand was broadcast. */
function unbroadcast(g: Graph, grad: Value, shape: readonly Dim[]): Value {
  const extra = grad.shape.length - shape.length;
  const axes = grad.shape.flatMap((d, i) => (i < extra || (shape[i - extra] === 1 && d !== 1) ? [i] : []));
  if (axes.length === 0) return grad;
  const sum = reduce(g, 'ReduceSum', grad, axes);
  return extra ? reshape(g, sum, shape) : sum;
}

export function add(g: Graph, a: Value, b: Value): Value {
  return g.differentiable(elementwise(g, 'Add', a, b), [a, b], (dy) => [
    () => unbroadcast(g, dy, a.shape),
    () => unbroadcast(g, dy, b.shape),
  ]);
}

export function sub(g: Graph, a: Value, b: Value): Value {
  return g.differentiable(elementwise(g, 'Sub', a, b), [a, b], (dy) => [
    () => unbroadcast(g, dy, a.shape),
    () => unbroadcast(g, unary(g, 'Neg', dy), b.shape),
  ]);
}

export function mul(g: Graph, a: Value, b: Value): Value {
  return g.differentiable(elementwise(g, 'Mul', a, b), [a, b], (dy) => [
    () => unbroadcast(g, elementwise(g, 'Mul', dy, b), a.shape),
    () => unbroadcast(g, elementwise(g, 'Mul', dy, a), b.shape),
  ]);
}

export function div(g: Graph, a: Value, b: Value): Value {
  const y = elementwise(g, 'Div', a, b);
  return g.differentiable(y, [a, b], (dy) => {
    const da = elementwise(g, 'Div', dy, b);
    return [
      () => unbroadcast(g, da, a.shape),
      () => unbroadcast(g, unary(g, 'Neg', elementwise(g, 'Mul', da, y)), b.shape),
    ];
  });
}

/** An elementwise operator without a gradient of its own (Neg, Sqrt, Log, ...). */
export function unary(g: Graph, op: string, x: Value, attributes = {}): Value {
  return g.node(op, [x], { shape: x.shape, dtype: x.dtype }, attributes);
}

/** Reduces over `axes`, keeping them with size 1 unless `keep` is false. No gradient of its own. */
export function reduce(g: Graph, op: string, x: Value, axes: number[], keep = true): Value {
  const shape = x.shape.flatMap((d, i): Dim[] => (axes.includes(i) ? (keep ? [1] : []) : [d]));
  return g.node(op, [x, g.ints(axes)], { shape, dtype: x.dtype }, { keepdims: keep ? 1 : 0 });
}

/** Reduces everything to a scalar. No gradient of its own. */
export function reduceAll(g: Graph, op: string, x: Value): Value {
  return g.node(op, [x], { shape: [], dtype: x.dtype }, { keepdims: 0 });
}

/**
 * The same elements in another shape. A symbolic dimension is copied from the same position of the input, and
 * one that cannot be copied is inferred (ONNX Reshape's 0 and -1).
 */
export function reshape(g: Graph, x: Value, shape: readonly Dim[]): Value {
  const symbolic = shape.some((d) => typeof d === 'string') || x.shape.some((d) => typeof d === 'string');
  g.check(
    symbolic || numel(x.shape) === numel(shape),
    'Reshape',
    () => `${shapeText(x.shape)} to ${shapeText(shape)}`,
  );
  const target = shape.map((d, i) => (typeof d === 'number' ? d : x.shape[i] === d ? 0 : -1));
  g.check(
    target.filter((d) => d === -1).length <= 1,
    'Reshape',
    () => `${shapeText(shape)} leaves several sizes open`,
  );
  const y = g.node('Reshape', [x, g.ints(target)], { shape, dtype: x.dtype });
  return g.differentiable(y, [x], (dy) => [() => reshape(g, dy, x.shape)]);
}

/** Axes reordered: output axis i is input axis perm[i]. */
export function transpose(g: Graph, x: Value, perm: number[]): Value {
  g.check(
    [...perm].sort().every((p, i) => p === i) && perm.length === x.shape.length,
    'Transpose',
    () => `perm ${perm}`,
  );
  const inverse = perm.map((_, i) => perm.indexOf(i));
  const y = g.node('Transpose', [x], { shape: perm.map((p) => x.shape[p]), dtype: x.dtype }, { perm });
  return g.differentiable(y, [x], (dy) => [() => transpose(g, dy, inverse)]);
}

/** Cuts `x` along an axis (the last, unless given) into parts of the given sizes. */
export function split(g: Graph, x: Value, sizes: number[], axis = x.shape.length - 1): Value[] {
  const total = sizes.reduce((a, b) => a + b, 0);
  g.check(total === x.shape[axis], 'Split', () => `${sizes} of ${shapeText(x.shape)}`);
  const specs: Spec[] = sizes.map((size) => ({ shape: x.shape.with(axis, size), dtype: x.dtype }));
  const parts = g.multi('Split', [x, g.ints(sizes)], specs, { axis });
  return g.differentiableAll(parts, [x], (...dys) => [
    () => g.node('Concat', dys, { shape: x.shape, dtype: x.dtype }, { axis }),
  ]);
}

/** Rows start to end along axis 0. No gradient of its own. */
export function rows(g: Graph, x: Value, start: number, end: number): Value {
  const shape = [end - start, ...x.shape.slice(1)];
  return g.node('Slice', [x, g.ints([start]), g.ints([end]), g.ints([0])], { shape, dtype: x.dtype });
}

/** Rows of `table` [V, C] picked by `ids` (int64, any shape): [...ids, C]. */
export function gather(g: Graph, table: Value, ids: Value): Value {
  g.check(table.shape.length === 2, 'Gather', () => `table ${shapeText(table.shape)} is not a matrix`);
  const y = g.node('Gather', [table, ids], { shape: [...ids.shape, table.shape[1]] }, { axis: 0 });
  return g.differentiable(y, [table], (dy) => [
    () => {
      const zeros = g.node('ConstantOfShape', [g.ints(table.shape.map(fixed))], {
        shape: table.shape,
        dtype: 'float32',
      });
      const base = g.float === 'float32' ? zeros : cast(g, zeros, g.float);
      const n = numel(ids.shape);
      return scatterAddRows(g, base, reshape(g, ids, [n]), reshape(g, dy, [n, table.shape[1]]));
    },
  ]);
}

/**
 * base [V, C] with `updates` [N, C] added to the rows `ids` [N]. ScatterElements and not ScatterND, whose
 * addition races on several threads in ONNX Runtime's CPU provider.
 */
export function scatterAddRows(g: Graph, base: Value, ids: Value, updates: Value): Value {
  const [n, c] = updates.shape.map(fixed);
  const index = g.node('Expand', [reshape(g, ids, [n, 1]), g.ints([n, c])], {
    shape: [n, c],
    dtype: 'int64',
  });
  return g.node(
    'ScatterElements',
    [base, index, updates],
    { shape: base.shape },
    { axis: 0, reduction: 'add' },
  );
}

export function cast(g: Graph, x: Value, dtype: Value['dtype']): Value {
  const code = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, bool: 9, float64: 11 }[dtype];
  return g.node('Cast', [x], { shape: x.shape, dtype }, { to: code });
}

interface MatmulOptions {
  transA?: boolean;
  transB?: boolean;
  /** Factor on the product. */
  alpha?: number;
}

/** Batched matrix product over the last two axes, leading axes equal, either operand transposed. No gradient. */
export function bmm(g: Graph, a: Value, b: Value, { transA, transB, alpha = 1 }: MatmulOptions = {}): Value {
  const rank = a.shape.length;
  const [m, k] = transA ? [rank - 1, rank - 2] : [rank - 2, rank - 1];
  const [k2, n] = transB ? [rank - 1, rank - 2] : [rank - 2, rank - 1];
  const fits = b.shape.length === rank && a.shape[k] === b.shape[k2];
  g.check(
    fits,
    'MatMul',
    () => `${shapeText(a.shape)}${transA ? 'ᵀ' : ''} x ${shapeText(b.shape)}${transB ? 'ᵀ' : ''}`,
  );
  const output = { shape: [...a.shape.slice(0, -2), a.shape[m], b.shape[n]] };
  if (g.fused) {
    const attributes = { transA: Number(!!transA), transB: Number(!!transB), alpha: { float: alpha } };
    return g.node('com.microsoft:FusedMatMul', [a, b], output, attributes);
  }
  const swap = a.shape.map((_, i) => (i < rank - 2 ? i : i === rank - 2 ? rank - 1 : rank - 2));
  const product = g.node(
    'MatMul',
    [transA ? transpose(g, a, swap) : a, transB ? transpose(g, b, swap) : b],
    output,
  );
  return alpha === 1 ? product : elementwise(g, 'Mul', product, g.constant(alpha));
}

interface GemmOptions extends MatmulOptions {
  /** Added after multiplication by beta. */
  c?: Value | null;
  beta?: number;
}

/** alpha * A B + beta * C on matrices, either one transposed without a copy. No gradient of its own. */
export function gemm(g: Graph, a: Value, b: Value, options: GemmOptions = {}): Value {
  const { transA, transB, alpha = 1, beta = 1, c = null } = options;
  const [m, k] = transA ? [a.shape[1], a.shape[0]] : a.shape;
  const [k2, n] = transB ? [b.shape[1], b.shape[0]] : b.shape;
  const fits = a.shape.length === 2 && b.shape.length === 2 && k === k2;
  g.check(
    fits,
    'Gemm',
    () => `${shapeText(a.shape)}${transA ? 'ᵀ' : ''} x ${shapeText(b.shape)}${transB ? 'ᵀ' : ''}`,
  );
  return g.node(
    'Gemm',
    c ? [a, b, c] : [a, b],
    { shape: [m, n] },
    {
      transA: Number(!!transA),
      transB: Number(!!transB),
      alpha: { float: alpha },
      beta: { float: beta },
    },
  );
}

/** x [M, K] times weight [K, N], plus bias [N]: [M, N]. Transposed products of the gradient need no Transpose. */
export function linear(g: Graph, x: Value, weight: Value, bias: Value | null = null): Value {
  const y = gemm(g, x, weight, { c: bias });
  return g.differentiable(y, bias ? [x, weight, bias] : [x, weight], (dy) => [
    () => gemm(g, dy, weight, { transB: true }),
    () => gemm(g, x, dy, { transA: true }),
    () => reduce(g, 'ReduceSum', dy, [0], false),
  ]);
}

/** Zeroes elements where `keep` (bool, x's shape) is false and scales the rest by 1 / (1 - rate). */
export function dropout(g: Graph, x: Value, keep: Value, rate: number): Value {
  const scale = g.constant(1 / (1 - rate));
  const apply = (v: Value) => {
    const scaled = elementwise(g, 'Mul', v, scale);
    return g.node('Where', [keep, scaled, g.constant(0)], { shape: x.shape });
  };
  return g.differentiable(apply(x), [x], (dy) => [() => apply(dy)]);
}
