import { Engine } from '@/model/runtime/engine';
import { median } from './median';
import { conversation, generate, MODEL, promptOf, settings } from './prompts';
import type { BenchResult } from './types';

const QUESTIONS = 24;
const TOKENS = 96;

/**
 * Answers with drafts from the prompt and without, in turn, at the chat's temperature and greedily: the same tokens,
 * and how much sooner.
 */
export async function bench(): Promise<BenchResult> {
  const plain = await Engine.load(MODEL, { speculative: false });
  const drafting = await Engine.load(MODEL);
  const rows = [];
  for (const temperature of [0, 0.3, 1]) {
    const [speeds, gains]: number[][] = [[], []];
    let equal = 0;
    for (let i = 0; i < QUESTIONS; i++) {
      const { messages, quotable } = conversation(i, 3);
      const sampling = settings(i, TOKENS, temperature);
      const request = { prompt_ids: promptOf(messages), quotable, sampling };
      const [a, b] = [await generate(plain, request), await generate(drafting, request)];
      const [slow, fast] = [a, b].map(({ times }) => times[times.length - 1] - times[0]);
      if (String(a.ids) === String(b.ids)) equal++;
      speeds.push(((TOKENS - 1) * 1000) / fast);
      gains.push(slow / fast);
    }
    rows.push({
      temperature,
      answers: QUESTIONS,
      equal,
      gain: median(gains),
      tokens_per_second: median(speeds),
    });
    console.log(JSON.stringify(rows.at(-1)));
  }
  return { rows };
}
