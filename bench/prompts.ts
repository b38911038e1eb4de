import { type Message, passageOf, renderConversation } from '@/model/prompt';
import { Random } from '@/model/random';
import type { Engine, GenerationRequest } from '@/model/runtime/engine';
import { Tokenizer } from '@/model/tokenizer';
import { readSets } from './evaluate/sets';

export const MODEL = 'model/bank';
const tokenizer = Tokenizer.load(MODEL);
const { entries } = readSets();

/** A customer's question with passages as search would find them, `passages` entries in all; the first answers it. */
export function conversation(i: number, passages: number): { messages: Message[]; quotable: number[][] } {
  const found = Array.from({ length: passages }, (_, k) => entries[(i * 13 + k * 31) % entries.length]);
  const messages: Message[] = [{ role: 'user', content: found[0].question, passages: found.map(passageOf) }];
  const sentences = found[0].answer.split(/(?<=[.!?])\s+/);
  return { messages, quotable: sentences.flatMap((s) => [tokenizer.encode(s), tokenizer.encode(` ${s}`)]) };
}

export const promptOf = (messages: readonly Message[]) =>
  renderConversation(tokenizer, messages, { generationPrompt: true }).ids;

export const decode = (ids: readonly number[]) => tokenizer.decode([...ids]);

/** Settings of the chat; the answer never ends by itself, so that all have as many tokens. */
export const settings = (seed: number, max_tokens: number, temperature = 0.3) => ({
  temperature,
  top_k: 50,
  copy_bias: 4,
  seed,
  max_tokens,
  logit_bias: { 0: -100, 5: -100 },
});

export interface Generated {
  ids: number[];
  /** When each token came (performance.now). */
  times: number[];
  prefill_ms: number;
}

export async function generate(engine: Engine, request: GenerationRequest): Promise<Generated> {
  const [ids, times]: [number[], number[]] = [[], []];
  const tokens = engine.generate(request);
  for (let step = await tokens.next(); ; step = await tokens.next()) {
    if (step.done) return { ids, times, prefill_ms: step.value.timings.prefill_ms };
    ids.push(step.value.id);
    times.push(performance.now());
  }
}

/** Moments of arrival in ms, at random, `gap` apart on average. */
export function arrivals(count: number, gap: number, seed: number): number[] {
  const random = new Random(seed);
  let at = 0;
  return Array.from({ length: count }, () => {
    at -= gap * Math.log(1 - random.next());
    return at;
  });
}
