import * as ort from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { bank, type GPTConfig, gpt2, PRESETS } from './config';
import { parameterCount, parameterSpecs } from './gpt';
import { gradients } from './graph/autodiff';
import { Graph } from './graph/graph';
import { compile, gradientError, normal, type Tensors } from './graph/testing';
import { Random } from './random';
import { trainingForward } from './training';

const TINY: Record<string, GPTConfig> = {
  gpt2: gpt2({ n_layer: 2, n_head: 2, n_embd: 8, context_length: 6, vocab_size: 11 }),
  'gpt2, untied, without biases': gpt2({
    n_layer: 1,
    n_head: 2,
    n_embd: 8,
    context_length: 6,
    vocab_size: 11,
    tied: false,
    bias: false,
  }),
  'llama, four queries a key': bank(1, {
    n_layer: 2,
    n_head: 4,
    n_kv_head: 1,
    n_embd: 16,
    n_inner: 12,
    vocab_size: 11,
  }),
};

const options = {
  batch: 2,
  time: 6,
  dropout: 0,
  separator: 0,
  loss: { chunks: 2, reduction: 'mean' as const },
};

const int64 = (values: number[]) =>
  new ort.Tensor('int64', BigInt64Array.from(values, BigInt), [2, values.length / 2]);

const batch = {
  // The second row holds two documents; two targets do not count.
  ids: int64([0, 3, 5, 7, 7, 2, 4, 9, 0, 3, 10, 1]),
  targets: int64([3, 5, 7, 7, 2, -1, 9, -1, 3, 10, 1, 6]),
};

/** Parameters with standard deviation about 0.3, norms about 1: far from the special case of initialisation. */
function parameters(config: GPTConfig, seed: number): Tensors {
  const random = new Random(seed);
  return Object.fromEntries(
    parameterSpecs(config).map(({ name, shape, init }) => {
      const start = 'value' in init ? init.value : 0;
      const tensor = normal(random, shape);
      const data = (tensor.data as Float64Array).map((x) => start + 0.3 * x);
      return [name, new ort.Tensor('float64', data, shape)];
    }),
  );
}

for (const [name, config] of Object.entries(TINY)) {
  test(`gradients of the whole network equal finite differences: ${name}`, async () => {
    const build = (g: Graph) => {
      const { loss, parameters } = trainingForward(g, config, options);
      return { loss, parameters: parameters.map((p) => p.value) };
    };
    const error = await gradientError(build, { ...parameters(config, 1), ...batch });
    expect(error).toBeLessThan(1e-6);
  });

  test(`fused float32 operators equal the float64 reference, forward and backward: ${name}`, async () => {
    const run = async (float: 'float32' | 'float64') => {
      const g = new Graph({ float });
      const forward = trainingForward(g, config, options);
      const values = forward.parameters.map((p) => p.value);
      const grads = gradients(g, forward.loss, values);
      g.output('loss', forward.loss);
      for (const [i, v] of values.entries()) g.output(`grad.${v.name}`, grads[i]);
      const cast = (t: ort.Tensor) =>
        float === 'float64'
          ? t
          : new ort.Tensor('float32', Float32Array.from(t.data as Float64Array), t.dims);
      const weights = Object.entries(parameters(config, 2)).map(([key, t]) => [key, cast(t)]);
      return (await compile(g))({ ...Object.fromEntries(weights), ...batch });
    };
    const [fast, reference] = [await run('float32'), await run('float64')];
    for (const key of Object.keys(reference)) {
      const [x, y] = [fast[key].data as Float32Array, reference[key].data as Float64Array];
      const scale = Math.max(1e-3, ...y.map(Math.abs));
      const error = Math.max(...Array.from(y, (v, i) => Math.abs(v - x[i]))) / scale;
      expect(error, key).toBeLessThan(1e-5);
    }
  });
}

test('attention does not cross documents: packed rows lose what their documents lose alone', async () => {
  const config = TINY['llama, four queries a key'];
  const lossOf = async (rows: number[][]) => {
    const g = new Graph({ float: 'float64' });
    const time = rows[0].length - 1;
    const { loss } = trainingForward(g, config, {
      ...options,
      batch: rows.length,
      time,
      loss: { chunks: 1, reduction: 'sum' },
    });
    g.output('loss', loss);
    const part = (from: number, to: number) =>
      new ort.Tensor(
        'int64',
        BigInt64Array.from(
          rows.flatMap((r) => r.slice(from, to)),
          BigInt,
        ),
        [rows.length, time],
      );
    const out = await (await compile(g))({
      ...parameters(config, 3),
      ids: part(0, -1),
      targets: part(1, time + 1),
    });
    return (out.loss.data as Float64Array)[0];
  };
  const packed = await lossOf([[0, 4, 2, 0, 7, 5, 0]]);
  const apart = await lossOf([
    [0, 4, 2, 0],
    [0, 7, 5, 0],
  ]);
  expect(packed).toBeCloseTo(apart, 10);
});

test('the presets have the sizes they are known by', () => {
  // GPT-2 small has 124 M parameters; the textbook's variant with context 256 and its own head, 163 M.
  const { vocab_size, n_embd } = PRESETS['verdict-124m'];
  const count = parameterCount(PRESETS['verdict-124m']);
  expect(count).toBe(162_419_712 + 12 * 3 * 768);
  expect(Math.round((count - vocab_size * n_embd) / 1e6)).toBe(124);
  expect(parameterCount(PRESETS['bank-base'])).toBeGreaterThan(30e6);
  expect(parameterCount(PRESETS['bank-base'])).toBeLessThan(60e6);
});
