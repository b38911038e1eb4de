import { RunnableLambda } from '@langchain/core/runnables';
import { OndamError } from '@/lib/errors';
import { renderConversation } from '@/model/prompt';
import type { Tokenizer } from '@/model/tokenizer';
import type { Question } from './guard';

/** A question as the model reads it. */
export interface Prompt {
  question: Question;
  ids: number[];
}

/** A question that leaves less room than this in the model's context is too long. */
const LEAST_ANSWER_TOKENS = 32;

/**
 * Question in, token ids out. The oldest turns give way until a full answer fits beside the rest.
 *
 * @throws context_exceeded when the question alone is too long
 */
export function promptFor(tokenizer: Tokenizer, context_length: number): RunnableLambda<Question, Prompt> {
  return RunnableLambda.from((question: Question) => {
    const asked = { role: 'user' as const, content: question.text };
    const most = context_length - Math.min(question.sampling.max_tokens, context_length / 2);
    for (let dropped = 0; ; dropped += 2) {
      const turns = question.history.slice(dropped);
      const { ids } = renderConversation(tokenizer, [...turns, asked], { generationPrompt: true });
      if (ids.length <= most) return { question, ids };
      if (turns.length > 0) continue;
      if (ids.length + LEAST_ANSWER_TOKENS <= context_length) return { question, ids };
      throw new OndamError('context_exceeded', { field: 'text' });
    }
  });
}
