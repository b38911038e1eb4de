import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { writeModelFolder } from '@/model/export/folder';
import { GGUF_FILES } from '@/model/export/gguf';
import { importOnnx } from '@/model/export/import';
import { Engine } from '@/model/runtime/engine';
import { median, quantiles } from './median';
import { LlamaCpp } from './peers';
import { arrivals, conversation, generate, MODEL, promptOf, settings } from './prompts';
import type { BenchResult } from './types';

const CONVERSATIONS = [1, 4, 16, 64];
const TOKENS = 64;
const PASSAGES = 3;
const GAP_MS = 10;
/** One of 64 conversations is long enough. */
const rounds = (conversations: number) => (conversations > 16 ? 1 : 3);

/** Of one scenario: when each token of each conversation came, and when the conversation did, in ms. */
interface Times {
  arrivals: number[];
  tokens: number[][];
}

/**
 * Conversations arriving at random, 64 tokens of answer each: tokens a second in all, time to the first token and
 * between tokens. Ours as it serves (drafts) and in plain steps; each with new prompts, and again with the prompts'
 * keys and values cached, which shows decoding alone. llama.cpp's parallel sequences (16) on the same prompts, as
 * Q8_0. Rounds in turn, medians.
 */
export async function bench(): Promise<BenchResult> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ondam-bench-'));
  const { config, weights } = importOnnx(`${MODEL}/onnx/model_int8.onnx`);
  writeModelFolder(folder, { config, weights, tokenizerDir: MODEL, formats: ['gguf'], precisions: ['int8'] });
  const file = path.join(folder, GGUF_FILES.int8);
  const llama = LlamaCpp.open();
  const threads = (await llama?.bestThreads(file)) ?? 0;
  const engines = {
    ondam: await Engine.load(MODEL),
    plain: await Engine.load(MODEL, { speculative: false }),
  };
  const rows: Record<string, unknown>[] = [];
  let seed = 0;
  try {
    for (const count of CONVERSATIONS) {
      const seen: Record<string, ReturnType<typeof summary>[]> = {};
      for (let round = 0; round < rounds(count); round++) {
        seed += count;
        const at = arrivals(count, GAP_MS, seed);
        for (const [name, engine] of Object.entries(engines)) {
          for (const state of ['new', 'cached']) {
            const row = summary(await serve(engine, seed, at));
            seen[`${name} ${state}`] = [...(seen[`${name} ${state}`] ?? []), row];
          }
        }
        if (!llama) continue;
        const prompts = at.map((_, i) => promptOf(conversation(seed + i, PASSAGES).messages));
        const tokens = await llama.run({ file, threads, prompts, arrivals: at, count: TOKENS });
        const name = 'llama.cpp';
        seen[name] = [...(seen[name] ?? []), summary({ arrivals: at, tokens })];
      }
      for (const [engine, all] of Object.entries(seen)) {
        const keys = Object.keys(all[0]) as (keyof (typeof all)[0])[];
        const medians = Object.fromEntries(keys.map((key) => [key, median(all.map((r) => r[key]))]));
        rows.push({ conversations: count, engine, ...medians });
        console.log(JSON.stringify(rows.at(-1)));
      }
    }
  } finally {
    llama?.close();
    rmSync(folder, { recursive: true });
  }
  const speed = (count: number, engine: string) =>
    rows.find((row) => row.conversations === count && row.engine === engine)!.tokens_per_second as number;
  return {
    llama_threads: threads,
    gain_at_16_new: speed(16, 'ondam new') / speed(1, 'ondam new'),
    gain_at_16_cached: speed(16, 'ondam cached') / speed(1, 'ondam cached'),
    gain_at_16_over_plain_1_cached: speed(16, 'ondam cached') / speed(1, 'plain cached'),
    gain_of_plain_steps_at_16_cached: speed(16, 'plain cached') / speed(1, 'plain cached'),
    rows,
  };
}

async function serve(engine: Engine, seed: number, at: number[]): Promise<Times> {
  const began = performance.now();
  const tokens = await Promise.all(
    at.map(async (arrival, i) => {
      const { messages, quotable } = conversation(seed + i, PASSAGES);
      const request = { prompt_ids: promptOf(messages), quotable, sampling: settings(seed + i, TOKENS) };
      await after(arrival);
      const { times } = await generate(engine, request);
      return times.map((time) => time - began);
    }),
  );
  return { arrivals: at, tokens };
}

function summary({ arrivals, tokens }: Times) {
  const first = quantiles(tokens.map((times, i) => times[0] - arrivals[i]));
  // Of a conversation's tokens together: several of a draft come at once.
  const each = quantiles(tokens.map((times) => (times[times.length - 1] - times[0]) / (times.length - 1)));
  const ended = Math.max(...tokens.map((times) => times[times.length - 1]));
  return {
    tokens_per_second: (1000 * tokens.flat().length) / (ended - arrivals[0]),
    first_token_p50_ms: first.p50,
    first_token_p95_ms: first.p95,
    per_token_p50_ms: each.p50,
    per_token_p95_ms: each.p95,
  };
}
