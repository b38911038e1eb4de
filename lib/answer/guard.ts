import { RunnableLambda } from '@langchain/core/runnables';
import { type Intent, readIntent } from '@/lib/guard/intent';
import type { Message } from '@/model/prompt';
import type { Sampling } from '@/model/runtime/sampling';
import type { Step } from './citation';
import type { ChatSampling } from './sampling';
import { withoutPersonalData } from './text';

/** What goes into the pipeline. */
export interface Question {
  text: string;
  /** The turns before it. */
  history: readonly Message[];
  /** Every setting of a chat decided, and what else of the model's settings an API's request names. */
  sampling: Required<ChatSampling> & Sampling;
  /** Ends the answer within a token. It still says how it ended: read the pipeline to its end. */
  signal: AbortSignal;
  /** Where it was asked, for measuring; the page if it is not said. */
  channel?: string;
}

/** A question that may be seen by what comes after: clean, and without personal data. */
export interface Guarded extends Question {
  /** Kinds of personal data that were masked. */
  masked: string[];
  intent: Intent;
  /** The steps that it has gone through: each adds itself. */
  steps: Step[];
}

export const stepSince = (name: Step['name'], started: number): Step => ({
  name,
  ms: performance.now() - started,
});

/** The one way in: nothing after it ever sees the text as it was typed. */
export const guard = RunnableLambda.from((question: Question): Guarded => {
  const started = performance.now();
  const { text, masked } = withoutPersonalData(question.text);
  const intent = readIntent(text, [...question.history]);
  return { ...question, text, masked, intent, steps: [stepSince('guard', started)] };
});
