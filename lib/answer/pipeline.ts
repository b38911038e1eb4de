import { RunnableSequence } from '@langchain/core/runnables';
import type { Knowledge } from '@/lib/knowledge/service';
import { OndamChatModel } from './chat-model';
import { guard, type Question } from './guard';
import type { Model } from './model';
import { plan } from './plan';
import { retrieveWith } from './retrieve';
import { type Generation, writeWith } from './write';

/** From a question to the stream of its reply: guard > retrieve > plan > write, where each sentence is checked. */
export function answerPipeline({ runtime, tokenizer, context_length }: Model, knowledge: Knowledge) {
  const chat = new OndamChatModel(runtime, tokenizer);
  return RunnableSequence.from<Question, Generation>(
    [guard, retrieveWith(knowledge), plan, writeWith(chat, tokenizer, context_length)],
    'answer',
  );
}
