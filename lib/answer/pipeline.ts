import { RunnableSequence } from '@langchain/core/runnables';
import type { Knowledge } from '@/lib/knowledge/service';
import { OndamChatModel } from './chat-model';
import { guard, type Question } from './guard';
import type { Model } from './model';
import { planWith } from './retrieve';
import { type Generation, writeWith } from './write';

/** From a question to the stream of its reply: guard, then look up and decide, then write and check. */
export function answerPipeline({ runtime, tokenizer, context_length }: Model, knowledge: Knowledge) {
  const chat = new OndamChatModel(runtime, tokenizer);
  return RunnableSequence.from<Question, Generation>(
    [guard, planWith(knowledge), writeWith(chat, tokenizer, context_length)],
    'answer',
  );
}
