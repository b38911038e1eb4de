/**
 * llama.cpp, through node-llama-cpp, timed in a process of its own. Each line of its input is a request
 *   {"file": GGUF, "threads": count, "prompts": [ids, …], "arrivals": [ms, …], "count": tokens to continue each by},
 * whose prompts run as parallel sequences of one context, each from its arrival on; it prints a line
 *   {"times": [[ms of each token after the request's start, …], …]}.
 */
import { createInterface } from 'node:readline';
import { setTimeout as after } from 'node:timers/promises';
import { getLlama, LlamaLogLevel } from 'node-llama-cpp';

const MOST_SEQUENCES = 16;
const llama = await getLlama({ gpu: false, build: 'never', maxThreads: 0, logLevel: LlamaLogLevel.error });
let loaded;

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await answer(JSON.parse(line)))}\n`);
}
process.exit(0);

async function answer({ file, threads, prompts, arrivals, count }) {
  const sequences = Math.min(prompts.length, MOST_SEQUENCES);
  const { context } = await contextOf(file, threads, sequences);
  const free = Array.from({ length: sequences }, () => context.getSequence());
  const waiting = [];
  const began = performance.now();
  const times = await Promise.all(
    prompts.map(async (prompt, i) => {
      await after(arrivals[i]);
      const sequence = free.pop() ?? (await new Promise((resolve) => waiting.push(resolve)));
      await sequence.clearHistory();
      const stamps = [];
      for await (const _ of sequence.evaluate(prompt, { temperature: 0, yieldEogTokens: true })) {
        stamps.push(performance.now() - began);
        if (stamps.length === count) break;
      }
      const next = waiting.shift();
      if (next) next(sequence);
      else free.push(sequence);
      return stamps;
    }),
  );
  for (const sequence of free) sequence.dispose();
  return { times };
}

async function contextOf(file, threads, sequences) {
  const key = `${file} ${threads} ${sequences}`;
  if (loaded?.key !== key) {
    await loaded?.context.dispose();
    if (loaded?.file !== file) await loaded?.model.dispose();
    const model = loaded?.file === file ? loaded.model : await llama.loadModel({ modelPath: file });
    const context = await model.createContext({
      contextSize: model.trainContextSize,
      sequences,
      threads,
      batchSize: 512,
      flashAttention: true,
    });
    loaded = { key, file, model, context };
  }
  return loaded;
}
