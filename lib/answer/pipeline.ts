import { RunnableSequence } from '@langchain/core/runnables';
import type { Knowledge } from '@/lib/knowledge/service';
import { guard, type Question } from './guard';
import { plan } from './plan';
import { retrieveWith } from './retrieve';
import { type Generation, writeWith } from './write';
import type { Writer } from './writer';

/** From a question to the stream of its reply: guard > retrieve > plan > write, where each sentence is checked. */
export function answerPipeline(writer: Writer, knowledge: Knowledge) {
  return RunnableSequence.from<Question, Generation>(
    [guard, retrieveWith(knowledge), plan, writeWith(writer)],
    'answer',
  );
}
