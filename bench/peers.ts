import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import os from 'node:os';
import { createInterface } from 'node:readline';
import { env, pipeline, type TextGenerationPipeline } from '@xenova/transformers';
import { z } from 'zod';

const SCRIPT = 'bench/peers/llamacpp_speed.mjs';
const INSTALLED = 'bench/peers/node_modules/node-llama-cpp';

export interface LlamaRequest {
  file: string;
  threads: number;
  prompts: readonly (readonly number[])[];
  /** When each prompt comes, in ms from the start. */
  arrivals: readonly number[];
  count: number;
}

const timesSchema = z.object({ times: z.array(z.array(z.number())) });

/** llama.cpp in a process of its own, one request at a time; null where it is not installed. */
export class LlamaCpp {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly lines: AsyncIterator<string>;

  private constructor() {
    this.child = spawn(process.execPath, [SCRIPT]);
    this.child.stderr.resume();
    this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  static open(): LlamaCpp | null {
    if (existsSync(INSTALLED)) return new LlamaCpp();
    console.log('llama.cpp is not installed (npm ci --prefix bench/peers): no peer');
    return null;
  }

  /** When each token of each prompt came, in ms from the start. */
  async run(request: LlamaRequest): Promise<number[][]> {
    this.child.stdin.write(`${JSON.stringify(request)}\n`);
    const { value, done } = await this.lines.next();
    if (done) throw new Error(`llama.cpp ended early on ${request.file}`);
    return timesSchema.parse(JSON.parse(value)).times;
  }

  /** The thread count at which it decodes a file fastest: its threads spin, so that more are often slower. */
  async bestThreads(file: string): Promise<number> {
    const request = { file, prompts: [[1, 2, 3, 4]], arrivals: [0], count: 8 };
    const times: number[] = [];
    for (let threads = 1; threads <= os.availableParallelism(); threads++) {
      await this.run({ ...request, threads }); // loads
      const [tokens] = await this.run({ ...request, threads });
      times.push(tokens[tokens.length - 1] - tokens[0]);
    }
    return 1 + times.indexOf(Math.min(...times));
  }

  close(): void {
    this.child.kill();
  }
}

/** transformers.js's pipeline on an exported folder; a call gives the times of the tokens of one text, in ms. */
export async function transformersJs(models: string, name: string, dtype: 'fp32' | 'int8' | 'q4') {
  Object.assign(env, { allowRemoteModels: false, localModelPath: models });
  const generate = (await pipeline('text-generation', name, { dtype })) as TextGenerationPipeline;
  const run = async (text: string, count: number): Promise<number[]> => {
    const times: number[] = [];
    const streamer = { put: () => times.push(performance.now()), end: () => {} };
    const settings = { max_new_tokens: count, min_new_tokens: count, do_sample: false, streamer };
    await generate(text, settings as unknown as Parameters<TextGenerationPipeline>[1]);
    return times.slice(1); // the first call brings the prompt
  };
  return { run, dispose: () => generate.dispose() };
}
