import { Engine } from '@/model/runtime/engine';
import { quantiles } from './median';
import { conversation, decode, generate, MODEL, promptOf, settings } from './prompts';
import type { BenchResult } from './types';

const QUESTIONS = 40;
/** About 600 tokens of prompt. */
const PASSAGES = 4;
const GOAL_MS = 400;

/**
 * Time to the first token of a typical question, and of a second one in the same conversation, whose prompt begins
 * with the first's: what is cached is not computed again. The second again without a cache, on a fresh engine.
 */
export async function bench(): Promise<BenchResult> {
  const [engine, forgetful] = [await Engine.load(MODEL), await Engine.load(MODEL)];
  await generate(engine, { prompt_ids: [0, 3, 5, 4], sampling: settings(0, 4) }); // warms the code
  const [lengths, first, second, uncached]: number[][] = [[], [], [], []];
  for (let i = 0; i < QUESTIONS; i++) {
    const { messages, quotable } = conversation(i, PASSAGES);
    const request = { prompt_ids: promptOf(messages), quotable, sampling: settings(i, 40) };
    lengths.push(request.prompt_ids.length);
    const answer = await generate(engine, request);
    first.push(answer.prefill_ms);
    const next = [
      ...messages,
      { role: 'assistant' as const, content: decode(answer.ids) },
      { role: 'user' as const, content: '그럼 중도에 해지하면 어떻게 되나요?' },
    ];
    const again = { prompt_ids: promptOf(next), sampling: settings(i, 1) };
    uncached.push((await generate(forgetful, again)).prefill_ms);
    second.push((await generate(engine, again)).prefill_ms);
  }
  const [one, two, without] = [first, second, uncached].map(quantiles);
  return {
    prompt_tokens: quantiles(lengths),
    first_ms: one,
    second_ms: two,
    second_uncached_ms: without,
    second_over_first: two.p50 / one.p50,
    goal_met: one.p95 <= GOAL_MS && two.p50 <= one.p50 / 2,
  };
}
