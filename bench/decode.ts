import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { InferenceSession } from 'onnxruntime-node';
import { type GPTConfig, gpt2, headDim } from '@/model/config';
import { writeModelFolder } from '@/model/export/folder';
import { GGUF_FILES } from '@/model/export/gguf';
import { importOnnx } from '@/model/export/import';
import { ONNX_FILES, type Precision, type Weights } from '@/model/export/onnx';
import { parameterCount, parameterSpecs } from '@/model/gpt';
import { Random } from '@/model/random';
import { Batch, Row } from '@/model/runtime/batch';
import { openSession } from '@/model/runtime/device';
import { endMarked } from '@/model/runtime/in-place';
import { Tokenizer } from '@/model/tokenizer';
import { readSets } from './evaluate/sets';
import { median } from './median';
import { LlamaCpp, transformersJs } from './peers';
import type { BenchResult } from './types';

const TOKENIZER = 'model/bank';
const CONTEXTS = [128, 896];
const ROUNDS = 5;
const DTYPES = { fp32: 'fp32', int8: 'int8', int4: 'q4' } as const;
const BYTES_A_WEIGHT: Record<Precision, number> = { fp32: 4, int8: 1 + 4 / 64, int4: 0.5 + 4 / 32 };

/** Random weights of the GPT-2 of 124 M parameters. */
const LARGE = gpt2({ n_layer: 12, n_head: 12, n_embd: 768, vocab_size: 50304, context_length: 1024 });

/**
 * Tokens a second of one conversation, after a context of 128 and 896 tokens: our runtime, llama.cpp at its best
 * thread count on the same weights (GGUF of like size), and transformers.js's pipeline on our own file; rounds in
 * turn, medians. Plain steps, no drafts: those are measured by `speculative`.
 */
export async function bench(): Promise<BenchResult> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ondam-bench-'));
  const llama = LlamaCpp.open();
  const copy = copyBandwidth();
  console.log(`copy bandwidth ${(copy / 1e9).toFixed(1)} GB/s`);
  try {
    const shipped = importOnnx('model/bank/onnx/model_int8.onnx');
    const rows = await measure(folder, 'bank-small', shipped.config, shipped.weights, llama, copy, 64);
    rows.push(...(await measure(folder, 'gpt2-124m', LARGE, randomWeights(LARGE), llama, copy, 16)));
    return { copy_bandwidth_gb_s: copy / 1e9, threads: os.availableParallelism(), rows };
  } finally {
    llama?.close();
    rmSync(folder, { recursive: true });
  }
}

async function measure(
  models: string,
  name: string,
  config: GPTConfig,
  weights: Weights,
  llama: LlamaCpp | null,
  copy: number,
  count: number,
) {
  const rows = [];
  for (const precision of ['fp32', 'int8', 'int4'] as const) {
    const place = path.join(models, `${name}-${precision}`);
    const formats = ['onnx', 'gguf'] as const;
    writeModelFolder(place, { config, weights, tokenizerDir: TOKENIZER, formats, precisions: [precision] });
    const ours = await ourRunner(place, config, precision);
    const gguf = path.join(place, GGUF_FILES[precision]);
    const theirs = await transformersJs(models, `${name}-${precision}`, DTYPES[precision]);
    const best = (await llama?.bestThreads(gguf)) ?? 0;
    for (const context of CONTEXTS) {
      const prompt = promptOf(context);
      const text = Tokenizer.load(TOKENIZER).decode(prompt);

      const [a, b, c]: number[][] = [[], [], []];
      for (let round = 0; round < ROUNDS; round++) {
        a.push(rate(await ours.run(prompt, count)));
        if (llama) b.push(await llamaRate(llama, gguf, best, prompt, count));
        if (round < 3) c.push(rate(await theirs.run(text, count)));
      }
      const [ondam, llama_cpp, transformers_js] = [a, b, c].map((rates) =>
        rates.length ? median(rates) : 0,
      );
      const read = bytesAToken(config, precision, context);
      const row = {
        model: name,
        precision,
        context,
        ondam,
        llama_cpp,
        llama_threads: best,
        transformers_js,
        ratio_llama: llama ? ondam / llama_cpp : null,
        ratio_transformers_js: ondam / transformers_js,
        share_of_bandwidth: (ondam * read) / copy,
      };
      console.log(JSON.stringify(row));
      rows.push(row);
    }
    await Promise.all([ours.close(), theirs.dispose()]);
    rmSync(place, { recursive: true });
  }
  return rows;
}

/** Greedy steps of our batch with one row, as the engine runs it. */
async function ourRunner(place: string, config: GPTConfig, precision: Precision) {
  const graph = endMarked(readFileSync(path.join(place, ONNX_FILES[precision])));
  const settings = { device: 'cpu', threads: 0 } as const;
  const { session } = await openSession(
    () => graph,
    async (_: InferenceSession) => {},
    settings,
  );
  const row = new Row(new Batch(session, { ...config, head_dim: headDim(config) }));
  const run = async (prompt: readonly number[], count: number) => {
    row.open();
    const times: number[] = [];
    for (let next = prompt; times.length < count; ) {
      const logits = (await row.feed(next))!;
      next = [argmax(logits)];
      times.push(performance.now());
    }
    row.close();
    return times;
  };
  return { run, close: () => session.release() };
}

function argmax(row: Float32Array): number {
  let best = 0;
  for (let i = 1; i < row.length; i++) if (row[i] > row[best]) best = i;
  return best;
}

async function llamaRate(llama: LlamaCpp, file: string, threads: number, prompt: number[], count: number) {
  const [times] = await llama.run({ file, threads, prompts: [prompt], arrivals: [0], count });
  return rate(times);
}

/** Tokens a second after the first. */
const rate = (times: number[]) => ((times.length - 1) / (times[times.length - 1] - times[0])) * 1000;

/** Prose, so that the peer which is given the text reads as many tokens. */
function promptOf(length: number): number[] {
  const { entries } = readSets();
  return Tokenizer.load(TOKENIZER)
    .encode(entries.map(({ answer }) => answer).join('\n'))
    .slice(0, length);
}

/** What a token must read at least: every matrix once (an embedding's row apart), and the cache. */
function bytesAToken(config: GPTConfig, precision: Precision, context: number): number {
  const cache = 2 * config.n_layer * config.n_kv_head * headDim(config) * context * 4;
  return parameterCount(config) * BYTES_A_WEIGHT[precision] + cache;
}

function randomWeights(config: GPTConfig): Weights {
  const random = new Random(1);
  const table = Float32Array.from({ length: 65_521 }, () => 0.02 * random.normal());
  return new Map(
    parameterSpecs(config).map(({ name, shape, init }) => {
      const size = shape.reduce((a, b) => a * b, 1);
      const at = (i: number) => ('std' in init ? table[(i * 31 + name.length) % table.length] : init.value);
      return [name, Float32Array.from({ length: size }, (_, i) => at(i))];
    }),
  );
}

/** Bytes read and written a second by a large copy, the best of several: what memory gives one core at most. */
function copyBandwidth(): number {
  const from = new Float64Array(2 ** 24).fill(1);
  const to = new Float64Array(from.length);
  let best = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 9; i++) {
    const began = performance.now();
    to.set(from);
    best = Math.min(best, performance.now() - began);
  }
  return (2 * from.byteLength * 1000) / best;
}
