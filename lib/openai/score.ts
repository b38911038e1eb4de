import type { Scored } from './logprobs';
import type { RawModel } from './served';

/** Lifts any token above all others. */
const SURELY = 100;

/**
 * How likely each token of a prompt is after those before it; of the first nothing can be said.
 *
 * Each token is drawn by force after the tokens before it: a bias decides the draw and, added after it, does not touch
 * the model's own probability.
 *
 * @param top how many alternatives to report
 */
export async function scorePrompt(
  { runtime }: RawModel,
  ids: readonly number[],
  top: number,
  signal: AbortSignal,
): Promise<Scored[]> {
  const scored: Scored[] = [{ id: ids[0] }];
  for (const [i, id] of ids.entries()) {
    if (i === 0) continue;
    signal.throwIfAborted();
    const sampling = {
      temperature: 0,
      max_tokens: 1,
      logprobs: true,
      top_logprobs: top,
      logit_bias: { [id]: SURELY },
    };
    for await (const drawn of runtime.generate({ prompt_ids: ids.slice(0, i), sampling, signal })) {
      const { logprob, top_logprobs } = drawn;
      scored.push({ id, logprob: drawn.id === id ? logprob : Number.NEGATIVE_INFINITY, top_logprobs });
    }
  }
  return scored;
}
