import { RunnableSequence } from '@langchain/core/runnables';
import { type Generation, generateWith } from './generate';
import { guard, type Question } from './guard';
import type { Model } from './model';
import { promptFor } from './prompt';

/** From a question to the stream of its answer: guard, then prompt, then generate. */
export function answerPipeline({ runtime, tokenizer, context_length }: Model) {
  return RunnableSequence.from<Question, Generation>(
    [guard, promptFor(tokenizer, context_length), generateWith(runtime)],
    'answer',
  );
}
