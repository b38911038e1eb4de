import { getWriter } from '@/lib/answer/writer';
import { getKnowledge } from '@/lib/knowledge/service';
import { type Message, renderConversation } from '@/model/prompt';
import { assistantReply } from './assistant';
import { envelopeOf, usageOf } from './envelope';
import { chatLogprobs } from './logprobs';
import { all, type Ended, interleave, type Piece, type Reply, rawReply } from './reply';
import { type ChatRequest, samplingOf, seedsOf } from './requests';
import type { ChatChunk, ChatCompletion } from './responses';
import { MODELS, type ModelId } from './served';
import { checkTokens } from './tokens';

/** @throws ApiError, OndamError, RuntimeError */
export async function completeChat(
  request: ChatRequest,
  id: ModelId,
  signal: AbortSignal,
): Promise<ChatCompletion> {
  const [envelope, made] = await Promise.all([
    envelopeOf('chatcmpl', id),
    all(await repliesTo(request, id, signal)),
  ]);
  const logprobs = await logprobsOf(request, id);
  return {
    ...envelope,
    object: 'chat.completion',
    choices: made.map(({ text, tokens, ended }, index) => ({
      index,
      message: {
        role: 'assistant',
        content: text,
        refusal: null,
        ...(ended.about && { ondam: ended.about }),
      },
      logprobs: logprobs(tokens),
      finish_reason: ended.finish_reason,
    })),
    usage: chatUsage(made.map(({ ended }) => ended)),
  };
}

/** The same as it is written. @throws as completeChat, for what is refused before the first word */
export async function streamChat(
  request: ChatRequest,
  id: ModelId,
  signal: AbortSignal,
): Promise<AsyncGenerator<ChatChunk, void, void>> {
  const { include_usage } = request.stream_options ?? { include_usage: false };
  const [envelope, logprobs] = await Promise.all([envelopeOf('chatcmpl', id), logprobsOf(request, id)]);
  const steps = await interleave(await repliesTo(request, id, signal));
  const chunk = (choices: ChatChunk['choices']): ChatChunk => ({
    ...envelope,
    object: 'chat.completion.chunk',
    choices,
    ...(include_usage && { usage: null }),
  });
  return (async function* () {
    for (let index = 0; index < request.n; index++) {
      const delta = { role: 'assistant' as const, content: '' };
      yield chunk([{ index, delta, logprobs: null, finish_reason: null }]);
    }
    const ends = [];
    for await (const step of steps) {
      const { index } = step;
      if (!step.done) {
        const { text, tokens } = step.piece;
        const told = tokens.length > 0 ? logprobs(tokens) : null;
        yield chunk([{ index, delta: { content: text }, logprobs: told, finish_reason: null }]);
      } else {
        const { about, finish_reason } = step.ended;
        ends.push(step.ended);
        yield chunk([{ index, delta: about ? { ondam: about } : {}, logprobs: null, finish_reason }]);
      }
    }
    if (include_usage) yield { ...chunk([]), usage: chatUsage(ends) };
  })();
}

/** The choices, none of them begun. */
async function repliesTo(request: ChatRequest, id: ModelId, signal: AbortSignal): Promise<Reply[]> {
  const messages = request.messages.map(messageOf);
  const { logprobs, top_logprobs, logit_bias = {}, max_completion_tokens, max_tokens } = request;
  const length = max_completion_tokens ?? max_tokens;
  const raw = await MODELS[id].open();
  checkTokens('logit_bias', Object.keys(logit_bias).map(Number), raw.tokenizer);
  const sampling = {
    ...samplingOf(request),
    ...(logprobs && { logprobs, top_logprobs: top_logprobs ?? 0 }),
    ...(length !== undefined && { max_tokens: length }),
  };
  if (id === 'ondam') {
    const [model, knowledge] = await Promise.all([getWriter(), getKnowledge()]);
    const parts = { model, tokenizer: raw.tokenizer, knowledge };
    return seedsOf(request).map((seed) => assistantReply(messages, { ...sampling, seed }, parts, signal));
  }
  const { ids } = renderConversation(raw.tokenizer, messages, { generationPrompt: true });
  return seedsOf(request).map((seed) => rawReply(raw, ids, { ...sampling, seed }, signal));
}

/** The assistant reads more for one choice than for another: what the longest took. */
const chatUsage = (ends: readonly Ended[]) =>
  usageOf(ends, Math.max(...ends.map(({ prompt_tokens }) => prompt_tokens)));

function messageOf({ role, content }: ChatRequest['messages'][number]): Message {
  const text = typeof content === 'string' ? content : content.map((part) => part.text).join('');
  return { role: role === 'developer' ? 'system' : role, content: text };
}

/** What is told of tokens: nothing unless it was asked for, or where no model wrote. */
async function logprobsOf({ logprobs }: ChatRequest, id: ModelId) {
  const { tokenizer } = await MODELS[id].open();
  return (tokens: Piece['tokens']) =>
    logprobs && tokens.length > 0 ? chatLogprobs(tokenizer, tokens) : null;
}
