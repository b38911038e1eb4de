import fc from 'fast-check';
import * as ort from 'onnxruntime-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GPTConfig, gpt2, headDim } from '../config';
import { parameterSpecs } from '../gpt';
import { Random } from '../random';
import { randomWeights } from '../runtime/testing';
import { exportOnnx, type Precision, type Weights, WeightsError } from './onnx';
import { largestDifference, measureParity, open, trainingLogits } from './parity';
import { quantizeBlocks4, quantizeColumns8 } from './quantize';
import { trainedSize } from './testing';

const small = { vocab_size: 96, context_length: 48, n_layer: 2, n_head: 4, n_embd: 64 };
const NETWORKS: Record<string, GPTConfig> = {
  gpt2: gpt2(small),
  'gpt2 untied, without biases': gpt2({ ...small, tied: false, bias: false }),
  llama: gpt2({ ...small, shape: 'llama', n_kv_head: 2, n_inner: 160, bias: false }),
  'llama untied, one key head': gpt2({
    ...small,
    shape: 'llama',
    n_kv_head: 1,
    n_inner: 160,
    bias: false,
    tied: false,
    rope_theta: 5e5,
  }),
};

const text = (seed: number, length: number) => {
  const random = new Random(seed);
  return Array.from({ length }, () => Math.floor(random.next() * small.vocab_size));
};

/** Float32 sums in another order differ by about this much on logits of size 10. */
const TOLERANCE = 2e-4;

describe.each(Object.entries(NETWORKS))('%s', (name, config) => {
  const weights = randomWeights(config, 1);
  const ids = text(2, 20);
  let session: ort.InferenceSession;
  let expected: Float32Array;

  beforeAll(async () => {
    session = await open(exportOnnx(config, weights, 'fp32'));
    expected = await trainingLogits(config, weights, ids);
  });
  afterAll(() => session.release());

  const expectLogits = (logits: Float32Array, from: number, path: string) => {
    const wanted = expected.subarray(from * config.vocab_size, from * config.vocab_size + logits.length);
    const error = largestDifference(logits, wanted);
    console.log(`${name}, ${path}: largest logit error ${error.toExponential(1)}`);
    expect(error).toBeLessThan(TOLERANCE);
  };

  it('gives the training logits in one pass and token by token, and the same greedy text', async () => {
    const parity = await measureParity(config, weights, exportOnnx(config, weights, 'fp32'), ids, 20);
    console.log(`${name}: largest logit error ${parity.error.toExponential(1)} in one pass,`, parity);
    expect(parity.error).toBeLessThan(TOLERANCE);
    expect(parity.cached_error).toBeLessThan(TOLERANCE);
    expect(parity.greedy_equal).toBe(true);
  });

  it('gives them with a cache that grows, as transformers.js feeds it', async () => {
    const first = await step(session, config, [ids.slice(0, 7)], [7], emptyCache(config, 1, 0));
    const second = await step(session, config, [ids.slice(7, 15)], [15], first.cache);
    expectLogits(first.logits, 0, 'first chunk');
    expectLogits(second.logits, 7, 'second chunk');
    let { cache } = second;
    for (let i = 15; i < ids.length; i++) {
      const next = await step(session, config, [[ids[i]]], [i + 1], cache);
      cache = next.cache;
      expect(cache['past_key_values.0.key'].dims[2]).toBe(i + 1);
      expectLogits(next.logits, i, `token ${i}`);
    }
  });

  it('gives them with a preallocated cache, filled in place in two chunks', async () => {
    const cache = emptyCache(config, 1, config.context_length);
    const first = await step(session, config, [ids.slice(0, 9)], [9], cache, { inPlace: true });
    const second = await step(session, config, [ids.slice(9)], [20], cache, { inPlace: true });
    expectLogits(first.logits, 0, 'first chunk in place');
    expectLogits(second.logits, 9, 'second chunk in place');
  });

  it('gives each of two texts of different lengths in a batch what it gets alone', async () => {
    const other = text(3, 12);
    const alone = await trainingLogits(config, weights, other);
    const cache = emptyCache(config, 2, config.context_length);
    // All but each text's last token, the shorter one filled up with a token that must not matter; then the last.
    const padded = [...other.slice(0, 11), ...Array<number>(8).fill(5)];
    const first = await step(session, config, [ids.slice(0, 19), padded], [19, 11], cache, { inPlace: true });
    const second = await step(session, config, [[ids[19]], [other[11]]], [20, 12], cache, { inPlace: true });
    const v = config.vocab_size;
    expectLogits(first.logits.subarray(0, 19 * v), 0, 'longer text');
    expectLogits(second.logits.subarray(0, v), 19, "longer text's last token");
    const short = first.logits.subarray(19 * v, 30 * v);
    expect(largestDifference(short, alone)).toBeLessThan(TOLERANCE);
    expect(largestDifference(second.logits.subarray(v), alone.subarray(11 * v))).toBeLessThan(TOLERANCE);
  });

  it('keeps only the last logits that are asked for', async () => {
    const last = await step(session, config, [ids], [20], emptyCache(config, 1, 0), { keep: 3 });
    expect(last.logits.length).toBe(3 * config.vocab_size);
    expectLogits(last.logits, 17, 'last three');
  });

  it.each([
    ['int8', 0.998],
    ['int4', 0.93],
  ] as [Precision, number][])('stays close to them in %s', async (precision, cosine) => {
    const tame = trainedSize(weights);
    const parity = await measureParity(config, tame, exportOnnx(config, tame, precision), ids, 4);
    console.log(
      `${name}, ${precision}: cosine ${parity.cosine.toFixed(5)}, error ${parity.error.toFixed(3)}`,
    );
    expect(parity.cosine).toBeGreaterThan(cosine);
  });
});

describe.each(['int8', 'int4'] as const)('%s', (precision) => {
  // Tied, an int4 file has its embedding twice: as it was and, for the head, rounded.
  const untied = Object.entries(NETWORKS).filter(([, config]) => !config.tied);

  it.each(untied)('multiplies by the rounded weights: %s', async (_, config) => {
    const weights = trainedSize(randomWeights(config, 1));
    const onnx = exportOnnx(config, weights, precision);
    const { cosine } = await measureParity(config, rounded(config, weights, precision), onnx, text(2, 20), 1);
    console.log(`${precision} beside its own weights in float: cosine ${cosine.toFixed(6)}`);
    // What is left is the rounding of activations to 8 bits.
    expect(cosine).toBeGreaterThan(0.998);
  });
});

/** Every matrix but the embeddings as the quantised file holds it, in float. */
function rounded(config: GPTConfig, weights: Weights, precision: 'int8' | 'int4'): Weights {
  const matrices = parameterSpecs(config).filter(
    (s) => s.shape.length === 2 && !s.name.includes('embedding'),
  );
  const result = new Map(weights);
  for (const { name, shape } of matrices) {
    const w = weights.get(name)!;
    // The head is stored as [vocab, width] and multiplied transposed.
    const [rows, columns] = name === 'head' ? [shape[1], shape[0]] : shape;
    const index = (r: number, c: number) => (name === 'head' ? c * rows + r : r * columns + c);
    const at = (r: number, c: number) => w[index(r, c)];
    const values = new Float32Array(w.length);
    const int8 = quantizeColumns8(rows, columns, at);
    const int4 = quantizeBlocks4(rows, columns, at, 32);
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < columns; c++) {
        const i = c * rows + r;
        const level = (int4.data[i >> 1] >> (4 * (i & 1))) & 15;
        values[index(r, c)] =
          precision === 'int8'
            ? int8.data[r * columns + c] * int8.scales[c]
            : (level - 8) * int4.scales[Math.floor(i / 32)];
      }
    }
    result.set(name, values);
  }
  return result;
}

describe('weights that do not fit', () => {
  const config = NETWORKS.llama;
  const changed = (change: (weights: Weights) => void) => {
    const weights = randomWeights(config, 1);
    change(weights);
    return () => exportOnnx(config, weights, 'int8');
  };

  it('are refused, the parameter named', () => {
    expect(changed((w) => w.delete('layers.1.mlp.up.weight'))).toThrow(/layers.1.mlp.up.weight is missing/);
    expect(changed((w) => w.set('final_norm.weight', new Float32Array(3)))).toThrow(
      /final_norm.weight has 3/,
    );
    expect(changed((w) => w.get('token_embedding')!.fill(Number.NaN, 7, 8))).toThrow(
      /token_embedding.*not finite/,
    );
    const odd = gpt2({ ...small, n_embd: 48 });
    expect(() => exportOnnx(odd, randomWeights(odd, 1), 'int4')).toThrow(WeightsError);
  });
});

describe('quantised matrices', () => {
  // A wide range, zeros and denormals among them.
  const bounds = { min: -(2 ** 100), max: 2 ** 100, noNaN: true };
  const values = (length: number) => fc.float32Array({ ...bounds, minLength: length, maxLength: length });
  /** What float32's own rounding may add to a bound. */
  // Values whose scale would be subnormal count as zero: at most 127 of the smallest normal number.
  const slack = (bound: number) => bound * (1 + 1e-5) + 128 * 2 ** -126;

  it('are off by at most half a step in int8, a step being a 127th of the largest in the column', () => {
    const [rows, columns] = [5, 3];
    fc.assert(
      fc.property(values(rows * columns), (w) => {
        const { data, scales } = quantizeColumns8(rows, columns, (r, c) => w[r * columns + c]);
        for (let c = 0; c < columns; c++) {
          const column = Array.from({ length: rows }, (_, r) => w[r * columns + c]);
          const step = Math.max(...column.map(Math.abs)) / 127;
          for (const [r, x] of column.entries()) {
            expect(Math.abs(data[r * columns + c] * scales[c] - x)).toBeLessThanOrEqual(slack(step / 2));
          }
        }
      }),
    );
  });

  it('are off by at most half a step in int4, or one step opposite the extreme', () => {
    const [rows, columns, block] = [8, 2, 4];
    fc.assert(
      fc.property(values(rows * columns), (w) => {
        const at = (r: number, c: number) => w[r * columns + c];
        const { data, scales } = quantizeBlocks4(rows, columns, at, block);
        for (let c = 0; c < columns; c++) {
          for (let start = 0; start < rows; start += block) {
            const cells = Array.from({ length: block }, (_, k) => at(start + k, c));
            const extreme = cells.reduce((a, x) => (Math.abs(x) > Math.abs(a) ? x : a), 0);
            const step = Math.abs(extreme) / 8;
            for (const [k, x] of cells.entries()) {
              const i = c * rows + start + k;
              const level = (data[i >> 1] >> (4 * (i & 1))) & 15;
              const error = Math.abs((level - 8) * scales[Math.floor(i / block)] - x);
              expect(error).toBeLessThanOrEqual(slack(x * extreme < 0 ? step : step / 2));
              if (x === 0) expect(level).toBe(8);
            }
          }
        }
      }),
    );
  });
});

type Cache = Record<string, ort.Tensor>;

function emptyCache(config: GPTConfig, batch: number, length: number): Cache {
  const dims = [batch, config.n_kv_head, length, headDim(config)];
  const names = Array.from({ length: config.n_layer }, (_, i) => [`${i}.key`, `${i}.value`]).flat();
  const tensor = () => new ort.Tensor('float32', new Float32Array(dims.reduce((a, b) => a * b)), dims);
  return Object.fromEntries(names.map((name) => [`past_key_values.${name}`, tensor()]));
}

/**
 * Feeds a batch of rows as Optimum's layout has it. `lengths` are the filled lengths afterwards; a row's mask is 1
 * up to its length and 0 behind.
 */
async function step(
  session: ort.InferenceSession,
  config: GPTConfig,
  rows: number[][],
  lengths: number[],
  cache: Cache,
  { keep = 0, inPlace = false } = {},
): Promise<{ logits: Float32Array; cache: Cache }> {
  const int64 = (values: number[], dims: number[]) =>
    new ort.Tensor('int64', BigInt64Array.from(values, BigInt), dims);
  const [batch, time, total] = [rows.length, rows[0].length, Math.max(...lengths)];
  const mask = lengths.flatMap((length) => Array.from({ length: total }, (_, i) => Number(i < length)));
  // In a first pass rows start together; afterwards each goes on where it ended.
  const starts = lengths.map((length) => (total === time ? 0 : length - time));
  const positions = starts.flatMap((start) => rows[0].map((_, i) => start + i));
  const fetches: Record<string, ort.Tensor | null> = { logits: null };
  for (const name of Object.keys(cache)) {
    fetches[name.replace('past_key_values', 'present')] = inPlace ? cache[name] : null;
  }
  const out = await session.run(
    {
      input_ids: int64(rows.flat(), [batch, time]),
      attention_mask: int64(mask, [batch, total]),
      position_ids: int64(positions, [batch, time]),
      num_logits_to_keep: int64([keep], []),
      ...cache,
    },
    fetches,
  );
  expect(out.logits.dims).toEqual([batch, keep || time, config.vocab_size]);
  const grown = Object.keys(cache).map((name) => [name, out[name.replace('past_key_values', 'present')]]);
  return { logits: out.logits.data as Float32Array, cache: Object.fromEntries(grown) };
}
