import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bank, gpt2 } from '@/model/config';
import { loadCheckpoint } from './checkpoint';
import { dropoutMask } from './dropout';
import { HeldOut } from './heldout';
import { ADAMW } from './optimizer';
import { Dealer, type Rows, streamRows } from './rows';
import { learningRate } from './schedule';
import { initialParameters, initialState } from './state';
import { type Batch, TrainStep } from './step';
import { LATEST, type TrainOptions, type TrainRecord, train } from './trainer';

const CONFIG = gpt2({ n_layer: 2, n_head: 2, n_embd: 16, context_length: 8, vocab_size: 20 });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'ondam-train-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A text with a rule in it: each token follows from the one before. */
const text = Uint16Array.from({ length: 400 }, (_, i) => ((i * i) % 19) + 1);

function options(changes: Partial<TrainOptions> = {}): TrainOptions {
  return {
    folder,
    config: CONFIG,
    initial: () => initialState(initialParameters(CONFIG, 1)),
    train: streamRows(text, 8),
    validation: streamRows(text.subarray(0, 100), 8),
    batch: 4,
    accumulate: 1,
    steps: 8,
    schedule: { kind: 'cosine', lr: 1e-2, min_lr: 1e-3, warmup_steps: 2, decay_share: 1 },
    adamw: ADAMW,
    dropout: 0.1,
    seed: 3,
    threads: 2,
    chunks: 2,
    evaluate_every: 4,
    evaluate_rows: 4,
    checkpoint_every: 1,
    samples: [{ prompt: '', ids: [1], sampling: { temperature: 0.8, seed: 1, max_tokens: 3 } }],
    decode: (ids) => ids.join(' '),
    ...changes,
  };
}

/** Runs until `stop` steps are done, as an interruption would, and returns what the curve is made of. */
async function run(changes: Partial<TrainOptions> = {}, stop = Number.POSITIVE_INFINITY) {
  const curve: TrainRecord[] = [];
  for await (const record of train(options(changes))) {
    if (record.type === 'checkpoint') {
      if (record.step >= stop && record.file.endsWith(LATEST)) break;
      continue;
    }
    curve.push(record.type === 'step' ? { ...record, tokens_per_second: 0 } : record);
  }
  return curve;
}

const latest = () => loadCheckpoint(path.join(folder, LATEST)).state;

const RUNS: Record<string, Partial<TrainOptions>> = {
  'one batch a step, with dropout': {},
  'three micro-batches a step': { accumulate: 3 },
  'a llama with grouped queries': {
    config: bank(1, { n_layer: 2, n_head: 2, n_kv_head: 1, n_embd: 32, n_inner: 16, vocab_size: 20 }),
  },
};

for (const [name, changes] of Object.entries(RUNS)) {
  test(`a run interrupted after any step resumes to the same curve and weights, to the bit: ${name}`, async () => {
    const config = changes.config ?? CONFIG;
    const all = { ...changes, initial: () => initialState(initialParameters(config, 1)) };
    const whole = await run(all);
    const end = latest();
    for (const stop of [1, 3, 4, 7]) {
      rmSync(folder, { recursive: true });
      const before = await run(all, stop);
      const after = await run(all);
      expect([...before, ...after]).toEqual(whole);
      for (const part of ['parameters', 'm', 'v'] as const) expect(latest()[part]).toEqual(end[part]);
    }
  });
}

test('it learns: a text with a rule is soon predicted', async () => {
  const curve = await run({ steps: 150, dropout: 0, checkpoint_every: 1000, evaluate_every: 150 });
  const evaluations = curve.filter((r) => r.type === 'evaluation');
  expect(evaluations[0].val_loss).toBeGreaterThan(2.8);
  expect(evaluations[evaluations.length - 1].val_loss).toBeLessThan(0.5);
});

test('micro-batches whose gradients are summed make the step that one large batch makes', async () => {
  const rows = streamRows(text, 8);
  const batchOf = (count: number, start: number): Batch => {
    const ids = new BigInt64Array(count * 8);
    const targets = new BigInt64Array(count * 8);
    for (let i = 0; i < count; i++) rows.fill(start + i, ids, targets, i * 8);
    return { ids, targets };
  };
  // Unequal numbers of targets: a mean of the micro-batches' means would be wrong.
  const large = batchOf(6, 0);
  const parts = [batchOf(2, 0), batchOf(2, 2), batchOf(2, 4)];
  for (const t of [0, 1, 2, 3, 4, 5, 6]) {
    large.targets[t] = -1n;
    parts[0].targets[t] = -1n;
  }
  const after = async (batch: number, batches: Batch[]) => {
    const forward = { batch, time: 8, dropout: 0 };
    const step = await TrainStep.create(
      CONFIG,
      { forward, chunks: 1, adamw: ADAMW, seed: 1 },
      batches.length,
    );
    const state = initialState(initialParameters(CONFIG, 1));
    const result = await step.run(state, batches, 1e-2);
    return { state, result };
  };
  const [one, many] = [await after(6, [large]), await after(2, parts)];
  expect(many.result.count).toBe(41);
  expect(many.result.loss).toBeCloseTo(one.result.loss, 5);
  expect(many.result.grad_norm).toBeCloseTo(one.result.grad_norm, 5);
  for (const [name, values] of one.state.m) {
    const error = Math.max(...values.map((v, i) => Math.abs(v - many.state.m.get(name)![i])));
    expect(error, name).toBeLessThan(1e-6);
  }
});

test('weight decay shrinks matrices and leaves norms and biases alone', async () => {
  const forward = { batch: 1, time: 8, dropout: 0 };
  const step = await TrainStep.create(CONFIG, { forward, chunks: 1, adamw: ADAMW, seed: 1 }, 1);
  const state = initialState(initialParameters(CONFIG, 1));
  const before = new Map([...state.parameters].map(([name, data]) => [name, data.slice()]));
  // Without a target there is no gradient, so decay is all that moves.
  await step.run(state, [{ ids: new BigInt64Array(8), targets: new BigInt64Array(8).fill(-1n) }], 0.5);
  const matrix = 'layers.0.mlp.up.weight';
  expect(state.parameters.get(matrix)![0]).toBeCloseTo(before.get(matrix)![0] * (1 - 0.5 * 0.1), 6);
  expect(state.parameters.get('final_norm.weight')).toEqual(before.get('final_norm.weight'));
});

test('a parameter large enough to be updated in slices follows the formula of AdamW in every element', async () => {
  const config = gpt2({ n_layer: 1, n_head: 2, n_embd: 16, context_length: 8, vocab_size: 9001 });
  const adamw = { ...ADAMW, clip_norm: 1e9 };
  const forward = { batch: 1, time: 8, dropout: 0 };
  const step = await TrainStep.create(config, { forward, chunks: 1, adamw, seed: 1 }, 1);
  const state = initialState(initialParameters(config, 1));
  const before = state.parameters.get('token_embedding')!.slice();
  const ids = BigInt64Array.from([1n, 9000n, 4000n, 5000n, 2n, 8000n, 7n, 4500n]);
  const { grad_norm } = await step.run(state, [{ ids, targets: ids }], 1e-2);

  const [value, m, v] = [state.parameters, state.m, state.v].map((part) => part.get('token_embedding')!);
  let largest = 0;
  for (const [i, old] of before.entries()) {
    const grad = m[i] / (1 - adamw.beta1);
    const expected = old * (1 - 1e-2 * 0.1) - (1e-2 * grad) / (Math.abs(grad) + adamw.epsilon);
    largest = Math.max(largest, Math.abs(value[i] - expected), Math.abs(v[i] - 0.05 * grad * grad));
  }
  expect(largest).toBeLessThan(1e-6);
  const squares = [...state.m.values()].flatMap((data) => [...data]).map((x) => (x / 0.1) ** 2);
  expect(Math.sqrt(squares.reduce((a, b) => a + b, 0))).toBeCloseTo(grad_norm, 4);
});

test('a checkpoint of another network is refused, naming what differs', async () => {
  await run({}, 1);
  const other = gpt2({ n_layer: 1, n_head: 2, n_embd: 16, context_length: 8, vocab_size: 20 });
  await expect(run({ config: other })).rejects.toThrow(/n_layer 2 instead of 1/);
});

test('a damaged checkpoint is refused, not resumed from', async () => {
  await run({}, 2);
  const file = path.join(folder, LATEST);
  writeFileSync(file, readFileSync(file).subarray(0, 5000));
  await expect(run()).rejects.toMatchObject({ code: 'weights_damaged' });
  expect(existsSync(file)).toBe(true);
});

test('every row is dealt once an epoch, in another order each time', () => {
  const rows: Rows = { length: 12, time: 1, fill: (i, ids, _targets, offset) => (ids[offset] = BigInt(i)) };
  const dealer = new Dealer(rows, 3, 9);
  const epoch = (first: number) => [0, 1, 2, 3].flatMap((i) => [...dealer.deal(first + i).ids].map(Number));
  const [one, two] = [epoch(0), epoch(4)];
  expect([...one].sort((a, b) => a - b)).toEqual([...Array(12).keys()]);
  expect([...two].sort((a, b) => a - b)).toEqual([...Array(12).keys()]);
  expect(two).not.toEqual(one);
});

test('dropout drops its share, the same elements at the same step and others at the next', () => {
  const mask = (step: number) => dropoutMask(100_000, 0.1, { seed: 1, step, micro_batch: 0 });
  const kept = mask(5).reduce((a, b) => a + b, 0) / 100_000;
  // 26 of 256 bytes are dropped; five standard deviations are 0.005.
  expect(Math.abs(kept - (1 - 26 / 256))).toBeLessThan(0.005);
  expect(mask(5)).toEqual(mask(5));
  expect(mask(6)).not.toEqual(mask(5));
});

test('the learning rate warms up, stays and decays as its schedule says', () => {
  const wsd = { kind: 'wsd' as const, lr: 1, min_lr: 0.1, warmup_steps: 10, decay_share: 0.2 };
  const at = (step: number) => learningRate(wsd, step, 100);
  expect([at(1), at(10), at(80), at(100)]).toEqual([0.1, 1, 1, 0.1]);
  const cosine = { ...wsd, kind: 'cosine' as const };
  expect(learningRate(cosine, 55, 100)).toBeCloseTo(0.55);
});

test('held-out loss is the mean over all tokens, whatever the batch', async () => {
  const rows = streamRows(text.subarray(0, 60), 8);
  const parameters = initialParameters(CONFIG, 2);
  const measured: number[] = [];
  for (const batch of [1, 3]) {
    const heldOut = await HeldOut.create(CONFIG, { batch, time: 8 });
    const { loss, tokens } = await heldOut.measure(parameters, rows);
    expect(tokens).toBe(rows.length * 8);
    measured.push(loss);
    await heldOut.release();
  }
  expect(measured[1]).toBeCloseTo(measured[0], 5);
});
