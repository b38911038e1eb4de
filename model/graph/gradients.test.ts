import * as ort from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { Random } from '../random';
import { gelu, swiglu } from './activation';
import { attention, causalMask, rotary } from './attention';
import type { Graph, Value } from './graph';
import { crossEntropy } from './loss';
import { layerNorm, rmsNorm } from './norm';
import { add, div, dropout, gather, linear, mul, reshape, split, sub, transpose } from './ops';
import { pool } from './pool';
import { gradientError, normal, weightedSum } from './testing';

// Central differences in float64 leave about 1e-9 of error; a wrong term leaves far more than the bound.
const BOUND = 1e-6;

type Build = (g: Graph, v: Record<string, Value>) => Value;

const int64 = (values: number[], shape: number[]) =>
  new ort.Tensor('int64', BigInt64Array.from(values, BigInt), shape);

async function expectGradients(
  shapes: Record<string, number[]>,
  build: Build,
  extra: Record<string, ort.Tensor> = {},
) {
  const random = new Random(7);
  const feeds = Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [name, normal(random, shape)]),
  );
  const withInputs = (g: Graph) => {
    const parameters = Object.entries(shapes).map(([name, shape]) => g.input(name, shape, 'float64', true));
    return { loss: build(g, Object.fromEntries(parameters.map((v) => [v.name, v]))), parameters };
  };
  const error = await gradientError(withInputs, { ...feeds, ...extra });
  expect(error).toBeLessThan(BOUND);
}

/** The operator's output reduced to a scalar in which every element counts differently. */
const scalar =
  (build: Build): Build =>
  (g, v) =>
    weightedSum(g, build(g, v), new Random(3));

const cases: Record<string, [Record<string, number[]>, Build]> = {
  'add, both operands broadcast': [{ a: [3, 1, 2], b: [4, 1] }, scalar((g, { a, b }) => add(g, a, b))],
  sub: [{ a: [2, 3], b: [3] }, scalar((g, { a, b }) => sub(g, a, b))],
  'mul of a value with itself': [{ a: [2, 3] }, scalar((g, { a }) => mul(g, a, a))],
  div: [{ a: [2, 3], b: [2, 1] }, scalar((g, { a, b }) => div(g, a, add(g, mul(g, b, b), g.constant(1))))],
  reshape: [{ a: [2, 6] }, scalar((g, { a }) => mul(g, reshape(g, a, [3, 4]), reshape(g, a, [3, 4])))],
  transpose: [{ a: [2, 3, 4] }, scalar((g, { a }) => transpose(g, a, [2, 0, 1]))],
  'split, one part unused': [
    { a: [2, 6] },
    scalar((g, { a }) => {
      const [first, , last] = split(g, a, [1, 2, 3]);
      return mul(g, first, last);
    }),
  ],
  'split of rows': [
    { a: [5, 2] },
    scalar((g, { a }) => {
      const [first, second] = split(g, a, [2, 3], 0);
      return add(g, mul(g, second, second), mul(g, gather(g, first, g.ints([1])), second));
    }),
  ],
  'pool of two texts': [
    { x: [6, 4] },
    scalar((g, { x }) => pool(g, mul(g, x, x), g.constant([0.5, 0.5, 0, 1 / 3, 1 / 3, 1 / 3], [2, 3]))),
  ],
  'linear with bias': [{ x: [3, 4], w: [4, 2], b: [2] }, scalar((g, { x, w, b }) => linear(g, x, w, b))],
  'gather with repeated rows': [
    { t: [4, 3] },
    scalar((g, { t }) => gather(g, mul(g, t, t), g.ints([2, 0, 2, 2, 1]))),
  ],
  layerNorm: [{ x: [3, 5], w: [5], b: [5] }, scalar((g, { x, w, b }) => layerNorm(g, x, w, b, 1e-5))],
  rmsNorm: [{ x: [3, 5], w: [5] }, scalar((g, { x, w }) => rmsNorm(g, x, w, 1e-5))],
  gelu: [{ x: [4, 5] }, scalar((g, { x }) => gelu(g, x))],
  swiglu: [{ a: [4, 5], b: [4, 5] }, scalar((g, { a, b }) => swiglu(g, a, b))],
  rotary: [{ x: [1, 2, 3, 4] }, scalar((g, { x }) => rotary(g, x, 100))],
  'attention, causal': [
    { q: [2, 2, 3, 4], k: [2, 2, 3, 4], v: [2, 2, 3, 4] },
    scalar((g, { q, k, v }) => attention(g, q, k, v, { mask: causalMask(g, 3) })),
  ],
  'attention, two queries a key': [
    { q: [1, 4, 3, 2], k: [1, 2, 3, 2], v: [1, 2, 3, 2] },
    scalar((g, { q, k, v }) => attention(g, q, k, v, { mask: causalMask(g, 3) })),
  ],
};

for (const [name, [shapes, build]] of Object.entries(cases)) {
  test(`gradient of ${name}`, () => expectGradients(shapes, build));
}

test('gradient of dropout, alone and on attention probabilities', async () => {
  const random = new Random(5);
  const keep = new ort.Tensor(
    'bool',
    Uint8Array.from({ length: 36 }, () => Number(random.next() > 0.3)),
    [36],
  );
  await expectGradients(
    { x: [6, 6], q: [1, 4, 3, 2], k: [1, 2, 3, 2] },
    (g, { x, q, k }) => {
      const mask = g.input('keep', [36], 'bool');
      const attended = attention(g, q, k, k, {
        mask: causalMask(g, 3),
        dropout: { keep: reshape(g, mask, [1, 4, 3, 3]), rate: 0.3 },
      });
      const dropped = dropout(g, x, reshape(g, mask, [6, 6]), 0.3);
      return add(g, weightedSum(g, attended, new Random(1)), weightedSum(g, dropped, new Random(2)));
    },
    { keep },
  );
});

for (const chunks of [1, 3]) {
  for (const reduction of ['mean', 'sum'] as const) {
    test(`gradient of the head's cross-entropy, ${reduction}, ${chunks} chunks, some targets masked`, () =>
      expectGradients(
        { h: [6, 3], w: [5, 3] },
        (g, { h, w }) => {
          const targets = g.input('targets', [6], 'int64');
          const { loss } = crossEntropy(g, h, w, targets, { chunks, reduction });
          return mul(g, loss, g.constant(0.5));
        },
        { targets: int64([4, -1, 0, 4, 2, -1], [6]) },
      ));
  }
}
