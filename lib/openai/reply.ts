import type { GenerationRequest, TokenEvent } from '@/model/runtime/engine';
import type { Sampling } from '@/model/runtime/sampling';
import type { About } from './responses';
import type { RawModel } from './served';

/** Some text of a reply, and the tokens that it is of; without tokens where nobody asked, or no model wrote it. */
export interface Piece {
  text: string;
  tokens: TokenEvent[];
}

/** How a reply ended. */
export interface Ended {
  finish_reason: 'stop' | 'length';
  prompt_tokens: number;
  completion_tokens: number;
  about?: About;
}

/** One choice as it is made. Leaving it early ends the work within a token. */
export type Reply = AsyncGenerator<Piece, Ended, void>;

/** A network's continuation of a prompt. @throws RuntimeError, before the first piece */
export async function* rawReply(
  { runtime, tokenizer }: RawModel,
  prompt_ids: GenerationRequest['prompt_ids'],
  sampling: Sampling,
  signal: AbortSignal,
): Reply {
  const generation = runtime.generate({ prompt_ids, sampling, signal });
  let step = await generation.next();
  for (; !step.done; step = await generation.next()) {
    const { value } = step;
    // The token that ends an answer is none of its text.
    const tokens = sampling.logprobs && !tokenizer.isSpecial(value.id) ? [value] : [];
    if (value.text || tokens.length > 0) yield { text: value.text, tokens };
  }
  const { finish_reason, usage } = step.value;
  const { prompt_tokens, completion_tokens } = usage;
  // Cancelled: nobody reads this any more.
  return { finish_reason: finish_reason === 'length' ? 'length' : 'stop', prompt_tokens, completion_tokens };
}

/** A reply read to its end. */
export async function whole(reply: Reply): Promise<Piece & { ended: Ended }> {
  let text = '';
  const tokens: TokenEvent[] = [];
  for (;;) {
    const step = await reply.next();
    if (step.done) return { text, tokens, ended: step.value };
    text += step.value.text;
    tokens.push(...step.value.tokens);
  }
}

/** A step of one of several replies. */
export type Step = { index: number } & ({ done: false; piece: Piece } | { done: true; ended: Ended });

/**
 * Several replies at once, their pieces as they come. The first step of each has been taken when this resolves, so that
 * a refusal is thrown here, before anything was told to the client.
 *
 * @throws what the first of them to fail throws; the others are ended
 */
export async function interleave(replies: Reply[]): Promise<AsyncGenerator<Step, void, void>> {
  const end = () => Promise.all(replies.map((reply) => reply.return(undefined as never).catch(() => {})));
  const advance = async (index: number) => ({ index, step: await replies[index].next() });
  const pending = new Map(replies.map((_, index) => [index, advance(index)]));
  try {
    await Promise.all(pending.values());
  } catch (thrown) {
    await end();
    throw thrown;
  }
  return (async function* () {
    try {
      while (pending.size > 0) {
        const { index, step } = await Promise.race(pending.values());
        if (step.done) pending.delete(index);
        else pending.set(index, advance(index));
        yield step.done
          ? { index, done: true, ended: step.value }
          : { index, done: false, piece: step.value };
      }
    } finally {
      await end();
    }
  })();
}

/** Several replies read to their ends, side by side. @throws as `interleave` */
export async function all(replies: Reply[]): Promise<(Piece & { ended: Ended })[]> {
  try {
    return await Promise.all(replies.map(whole));
  } finally {
    for (const reply of replies) void reply.return(undefined as never).catch(() => {});
  }
}
