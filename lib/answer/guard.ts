import { RunnableLambda } from '@langchain/core/runnables';
import type { Message } from '@/model/prompt';
import type { ChatSampling } from './sampling';
import { cleanQuestion } from './text';

/** What goes into the pipeline. */
export interface Question {
  text: string;
  /** The turns before it. */
  history: readonly Message[];
  sampling: Required<ChatSampling>;
  /** Ends the answer within a token. It still says how it ended: read the pipeline to its end. */
  signal: AbortSignal;
}

/** Question in, the same question in its clean form out; everything after sees only that. */
export const guard = RunnableLambda.from(
  (question: Question): Question => ({ ...question, text: cleanQuestion(question.text) }),
);
