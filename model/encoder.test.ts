import * as ort from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { bank } from './config';
import { trainingEncoder } from './encoder';
import { exportEncoder } from './export/onnx';
import { parameterSpecs } from './gpt';
import { Graph, numel } from './graph/graph';
import { Random } from './random';

const config = bank(1, { vocab_size: 40, n_layer: 2 });
const random = new Random(4);
const weights = new Map(
  parameterSpecs(config).map(({ name, shape, init }) => {
    const start = 'value' in init ? init.value : 0;
    return [name, Float32Array.from({ length: numel(shape) }, () => start + 0.3 * random.normal())];
  }),
);

const texts = [
  [0, 5, 9, 30, 2, 7],
  [0, 8, 1],
];
const length = 6;
const padded = BigInt64Array.from(
  texts.flatMap((t) => [...t, ...Array(length - t.length).fill(39)]),
  BigInt,
);
const ids = new ort.Tensor('int64', padded, [2, length]);

async function run(bytes: Uint8Array, feeds: Record<string, ort.Tensor>): Promise<Float32Array> {
  const session = await ort.InferenceSession.create(bytes);
  return (await session.run(feeds)).embeddings.data as Float32Array;
}

async function trained(): Promise<Float32Array> {
  const g = new Graph();
  g.output('embeddings', trainingEncoder(g, config, { batch: 2, time: length }).embeddings);
  const pool = texts.flatMap((t) => Array.from({ length }, (_, i) => (i < t.length ? 1 / t.length : 0)));
  const parameters = parameterSpecs(config).map(({ name, shape }) => [
    name,
    new ort.Tensor('float32', weights.get(name)!, shape),
  ]);
  return run(g.encode(), {
    ids,
    pool: new ort.Tensor('float32', Float32Array.from(pool), [2, length]),
    ...Object.fromEntries(parameters),
  });
}

const mask = (lengths: number[]) =>
  new ort.Tensor(
    'int64',
    BigInt64Array.from(lengths.flatMap((n) => Array.from({ length }, (_, i) => (i < n ? 1n : 0n)))),
    [lengths.length, length],
  );
const served = (precision: 'fp32' | 'int8') =>
  run(exportEncoder(config, weights, precision), { input_ids: ids, attention_mask: mask([6, 3]) });

test('the exported encoder gives the embeddings of the trained one, padding or not', async () => {
  const [a, b] = [await trained(), await served('fp32')];
  const largest = Math.max(...a.map((x, i) => Math.abs(x - b[i])));
  console.log(`largest difference ${largest.toExponential(1)}`);
  expect(largest).toBeLessThan(1e-5);
});

test('embeddings have length 1, and int8 weights keep their direction', async () => {
  const [exact, int8] = [await served('fp32'), await served('int8')];
  for (const row of [0, 1]) {
    const part = (v: Float32Array) => v.subarray(row * config.n_embd, (row + 1) * config.n_embd);
    const dot = (x: Float32Array, y: Float32Array) => x.reduce((sum, value, i) => sum + value * y[i], 0);
    expect(dot(part(exact), part(exact))).toBeCloseTo(1, 5);
    expect(dot(part(exact), part(int8))).toBeGreaterThan(0.99);
  }
});
