import type { Message } from '@/model/prompt';
import { passageOf, renderConversation } from '@/model/prompt';
import type { Tokenizer } from '@/model/tokenizer';
import type { LiveSampler } from './sample';
import type { FaqEntry } from './sft';

export interface AnswerResult {
  entry: string;
  question: string;
  answer: string;
  /** Share of the entry's facts that stand in the answer, letter for letter. */
  facts: number;
  /** Whether the answer is the entry's own, letter for letter. */
  exact: boolean;
}

/** The question with its entry's passage, as a search that never errs would give it. */
export const asked = (entry: FaqEntry, question: string): Message => ({
  role: 'user',
  content: question,
  passages: [passageOf(entry)],
});

/** Asks each held-out question once, greedily, and checks the answer against its entry. */
export async function* answerHeldOut(
  sampler: LiveSampler,
  parameters: Map<string, Float32Array>,
  tokenizer: Tokenizer,
  questions: { entry: FaqEntry; question: string }[],
): AsyncGenerator<AnswerResult> {
  const stop = [tokenizer.specialId('<|end|>'), tokenizer.specialId('<|endoftext|>')];
  for (const { entry, question } of questions) {
    const { ids } = renderConversation(tokenizer, [asked(entry, question)], { generationPrompt: true });
    const output = await sampler.continue(parameters, ids, { temperature: 0, max_tokens: 256 }, stop);
    const answer = tokenizer.decode(output);
    const found = entry.facts.filter((fact) => answer.includes(fact)).length;
    yield {
      entry: entry.id,
      question,
      answer,
      facts: found / entry.facts.length,
      exact: answer === entry.answer,
    };
  }
}
