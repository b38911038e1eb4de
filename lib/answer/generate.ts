import { setImmediate as nextTick } from 'node:timers/promises';
import { RunnableLambda } from '@langchain/core/runnables';
import type { RuntimeClient } from '@/model/runtime/client';
import type { GenerationResult } from '@/model/runtime/engine';
import { fromRuntime } from './model';
import type { Prompt } from './prompt';

/** What comes out of the pipeline: the accepted question in its clean form, text, and how it ended. */
export type Generation =
  | { type: 'accepted'; question: string }
  | { type: 'token'; text: string }
  | { type: 'end'; result: GenerationResult };

/**
 * Prompt in, stream of Generation out. A question that the model's queue refuses fails before `accepted`.
 *
 * @throws busy, context_exceeded, model_unavailable
 */
export function generateWith(runtime: RuntimeClient): RunnableLambda<Prompt, Generation> {
  async function* generate({ ids, question }: Prompt): AsyncGenerator<Generation> {
    const { sampling, signal } = question;
    try {
      const tokens = runtime.generate({ prompt_ids: ids, sampling, signal });
      // A refusal comes at once and the first token after a while: one tick tells which it will be.
      const first = tokens.next();
      await Promise.race([first, nextTick()]);
      yield { type: 'accepted', question: question.text };
      let step = await first;
      for (; !step.done; step = await tokens.next()) {
        if (step.value.text) yield { type: 'token', text: step.value.text };
      }
      yield { type: 'end', result: step.value };
    } catch (thrown) {
      throw fromRuntime(thrown);
    }
  }
  return RunnableLambda.from<Prompt, Generation>(
    generate as unknown as (prompt: Prompt) => Promise<Generation>,
  );
}
