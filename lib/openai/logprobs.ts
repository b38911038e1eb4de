import type { z } from 'zod';
import type { TokenEvent } from '@/model/runtime/engine';
import type { TokenLogprob } from '@/model/runtime/sampler';
import type { Tokenizer } from '@/model/tokenizer';
import type { chatLogprobsSchema, completionLogprobsSchema } from './responses';

/** What OpenAI gives for a token too unlikely to count: JSON has no infinity. */
export const LEAST_LOGPROB = -9999;

const finite = (logprob: number | undefined) => Math.max(LEAST_LOGPROB, logprob ?? LEAST_LOGPROB);

/** A token as text: part of a character becomes U+FFFD, and its bytes tell which part. */
export const tokenText = (tokenizer: Tokenizer, id: number): string =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(tokenizer.tokenBytes(id));

/** Of a chat's tokens. */
export function chatLogprobs(tokenizer: Tokenizer, tokens: TokenEvent[]): z.infer<typeof chatLogprobsSchema> {
  const told = ({ id, logprob, filtered_logprob }: Partial<TokenLogprob> & { id: number }) => ({
    token: tokenText(tokenizer, id),
    logprob: finite(logprob),
    filtered_logprob: filtered_logprob ?? null,
    bytes: [...tokenizer.tokenBytes(id)],
  });
  const content = tokens.map((token) => ({
    ...told(token),
    top_logprobs: (token.top_logprobs ?? []).map(told),
  }));
  return { content, refusal: null };
}

/** A token of a prompt or its completion; no logprob for what nothing came before. */
export type Scored = Pick<TokenEvent, 'id' | 'top_logprobs'> & { logprob?: number };

/**
 * Of a completion's tokens.
 *
 * @param offset where in the whole text the first of them begins
 */
export function completionLogprobs(
  tokenizer: Tokenizer,
  tokens: readonly Scored[],
  offset: number,
): z.infer<typeof completionLogprobsSchema> {
  const texts = tokens.map(({ id }) => tokenText(tokenizer, id));
  let at = offset;
  return {
    tokens: texts,
    token_logprobs: tokens.map(({ logprob }) => (logprob === undefined ? null : finite(logprob))),
    top_logprobs: tokens.map(({ top_logprobs }) =>
      top_logprobs
        ? Object.fromEntries(
            top_logprobs.map(({ id, logprob }) => [tokenText(tokenizer, id), finite(logprob)]),
          )
        : null,
    ),
    text_offset: texts.map((text) => {
      at += text.length;
      return at - text.length;
    }),
  };
}
