import type { TokenEvent } from '@/model/runtime/engine';
import type { Tokenizer } from '@/model/tokenizer';
import { envelopeOf, usageOf } from './envelope';
import { completionLogprobs, type Scored } from './logprobs';
import { all, interleave, type Reply, rawReply } from './reply';
import { type CompletionRequest, samplingOf, seedsOf } from './requests';
import type { Completion } from './responses';
import { scorePrompt } from './score';
import { MODELS, type ModelId } from './served';
import { checkTokens } from './tokens';

/** A prompt, and what stands before each of its completions. */
interface Prompt {
  ids: number[];
  echo: { text: string; tokens: Scored[] };
}

/** @throws ApiError, RuntimeError */
export async function completeText(
  request: CompletionRequest,
  id: ModelId,
  signal: AbortSignal,
): Promise<Completion> {
  const { model, prompts, replies } = await begin(request, id, signal);
  const [envelope, made] = await Promise.all([envelopeOf('cmpl', id), all(replies)]);
  return {
    ...envelope,
    object: 'text_completion',
    choices: made.map(({ text, tokens, ended }, index) => {
      const { echo } = prompts[Math.floor(index / request.n)];
      return {
        index,
        text: echo.text + text,
        logprobs: logprobsOf(request, model.tokenizer, [...echo.tokens, ...tokens], 0),
        finish_reason: ended.finish_reason,
      };
    }),
    usage: usageOf(
      made.map(({ ended }) => ended),
      tokensOf(prompts),
    ),
  };
}

/** The same as it is written. @throws as completeText, for what is refused before the first word */
export async function streamText(
  request: CompletionRequest,
  id: ModelId,
  signal: AbortSignal,
): Promise<AsyncGenerator<Completion, void, void>> {
  const { include_usage } = request.stream_options ?? { include_usage: false };
  const { model, prompts, replies } = await begin(request, id, signal);
  const envelope = await envelopeOf('cmpl', id);
  const steps = await interleave(replies);
  const chunk = (choices: Completion['choices']): Completion => ({
    ...envelope,
    object: 'text_completion',
    choices,
    ...(include_usage && { usage: null }),
  });
  return (async function* () {
    const lengths = replies.map(() => 0);
    const said = (index: number, text: string, tokens: readonly Scored[]) => {
      const logprobs = logprobsOf(request, model.tokenizer, tokens, lengths[index]);
      lengths[index] += text.length;
      return chunk([{ index, text, logprobs, finish_reason: null }]);
    };
    for (const index of request.echo ? replies.keys() : []) {
      const { echo } = prompts[Math.floor(index / request.n)];
      yield said(index, echo.text, echo.tokens);
    }
    const ends = [];
    for await (const step of steps) {
      const { index } = step;
      if (!step.done) yield said(index, step.piece.text, step.piece.tokens);
      else {
        ends.push(step.ended);
        yield chunk([{ index, text: '', logprobs: null, finish_reason: step.ended.finish_reason }]);
      }
    }
    if (include_usage) yield { ...chunk([]), usage: usageOf(ends, tokensOf(prompts)) };
  })();
}

async function begin(request: CompletionRequest, id: ModelId, signal: AbortSignal) {
  const model = await MODELS[id].open();
  const { logprobs, max_tokens, logit_bias = {} } = request;
  checkTokens('logit_bias', Object.keys(logit_bias).map(Number), model.tokenizer);
  const prompts: Prompt[] = [];
  for (const ids of promptsOf(request, model.tokenizer)) {
    const text = request.echo ? model.tokenizer.decode(ids, { special: true }) : '';
    const scored = request.echo && logprobs !== undefined;
    prompts.push({
      ids,
      echo: { text, tokens: scored ? await scorePrompt(model, ids, logprobs, signal) : [] },
    });
  }
  const sampling = {
    ...samplingOf(request),
    max_tokens,
    ...(logprobs !== undefined && { logprobs: true, top_logprobs: logprobs }),
  };
  const replies = prompts.flatMap(({ ids }) =>
    seedsOf(request).map((seed) =>
      max_tokens === 0 ? noReply(ids) : rawReply(model, ids, { ...sampling, seed }, signal),
    ),
  );
  return { model, prompts, replies };
}

const tokensOf = (prompts: Prompt[]) => prompts.reduce((sum, { ids }) => sum + ids.length, 0);

/** Of no tokens: for who wants the prompt's own logprobs. */
async function* noReply(ids: readonly number[]): Reply {
  yield* [];
  return { finish_reason: 'length', prompt_tokens: ids.length, completion_tokens: 0 };
}

/** @throws ApiError for a token that is none */
function promptsOf({ prompt }: CompletionRequest, tokenizer: Tokenizer): number[][] {
  const given = Array.isArray(prompt) && typeof prompt[0] !== 'number' ? prompt : [prompt];
  return (given as (string | number[])[]).map((one) => {
    const ids = typeof one === 'string' ? tokenizer.encode(one || '<|endoftext|>', { special: true }) : one;
    checkTokens('prompt', ids, tokenizer);
    return ids;
  });
}

function logprobsOf(
  { logprobs }: CompletionRequest,
  tokenizer: Tokenizer,
  tokens: readonly (Scored | TokenEvent)[],
  offset: number,
) {
  return logprobs === undefined ? null : completionLogprobs(tokenizer, tokens, offset);
}
