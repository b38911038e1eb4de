import type { Graph, Value } from './graph';
import { add, mul, sub, unary } from './ops';

/** GELU in its tanh form, as GPT-2 uses it (arXiv:1606.08415): x * sigmoid(2 c (x + a x^3)). */
export function gelu(g: Graph, x: Value): Value {
  const c2 = 2 * Math.sqrt(2 / Math.PI);
  const a = 0.044715;
  const gate = () => {
    const x2 = mul(g, x, x);
    const inner = mul(g, x, add(g, mul(g, x2, g.constant(c2 * a)), g.constant(c2)));
    return { x2, sigmoid: unary(g, 'Sigmoid', inner) };
  };
  const y = g.untracked(() =>
    g.fused ? unary(g, 'Gelu', x, { approximate: 'tanh' }) : mul(g, x, gate().sigmoid),
  );
  return g.differentiable(y, [x], (dy) => [
    () => {
      const { x2, sigmoid } = gate();
      const inner_slope = add(g, mul(g, x2, g.constant(3 * c2 * a)), g.constant(c2));
      const tail = mul(g, mul(g, y, sub(g, g.constant(1), sigmoid)), inner_slope);
      return mul(g, dy, add(g, sigmoid, tail));
    },
  ]);
}

/** SwiGLU (arXiv:2002.05202): silu(gate) * up, with silu(x) = x * sigmoid(x). */
export function swiglu(g: Graph, gate: Value, up: Value): Value {
  // QuickGelu with alpha 1 is silu.
  const silu = g.untracked(() =>
    g.fused
      ? g.node('com.microsoft:QuickGelu', [gate], { shape: gate.shape }, { alpha: { float: 1 } })
      : mul(g, gate, unary(g, 'Sigmoid', gate)),
  );
  const y = g.untracked(() => mul(g, silu, up));
  return g.differentiable(y, [gate, up], (dy) => [
    () => {
      const sigmoid = unary(g, 'Sigmoid', gate);
      const slope = add(g, sigmoid, mul(g, silu, sub(g, g.constant(1), sigmoid)));
      return mul(g, mul(g, dy, up), slope);
    },
    () => mul(g, dy, silu),
  ]);
}
