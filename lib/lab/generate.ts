import { fromRuntime } from '@/lib/answer/model';
import { sentencesOf } from '@/lib/answer/sentences';
import { OndamError } from '@/lib/errors';
import { type Message, quotableIds, renderConversation } from '@/model/prompt';
import type { TokenEvent } from '@/model/runtime/engine';
import type { Inspection } from '@/model/runtime/inspection';
import type { Tokenizer } from '@/model/tokenizer';
import { findModel, holdModel } from './models';
import { PieceReader } from './pieces';
import type { RunEvent, RunRequest, RunToken } from './run';
import { LAB_DEFAULTS } from './sampling';

/** How many candidates the inspector shows for each token. */
const INSPECTED = 10;

/**
 * Starts a run, whose events come as they are made; it ends within a token of `signal`.
 *
 * @throws model_not_found, model_changed, model_unavailable, busy; text_empty (a question), text_not_well_formed,
 *   context_exceeded; invalid_request for a token outside the vocabulary
 */
export async function startRun(request: RunRequest, signal: AbortSignal): Promise<AsyncGenerator<RunEvent>> {
  const card = await findModel(request.model, request.checksum);
  checkTexts(request);
  const { model, release } = await holdModel(card);
  try {
    const prompt_ids = promptOf(request, model.tokenizer);
    if (prompt_ids.length >= model.context_length)
      throw new OndamError('context_exceeded', { field: 'prompt' });
    checkTokens(request, model.tokenizer.vocab_size);
    const { device, precision } = await model.runtime.start();
    const tokens = model.runtime.generate({
      prompt_ids,
      quotable: quotableIds(
        model.tokenizer,
        request.mode === 'chat' ? sentencesOf(request.passage ?? '') : [],
      ),
      sampling: { ...LAB_DEFAULTS, ...request.sampling, seed: request.seed },
      forced: request.forced,
      inspected: INSPECTED,
      signal,
    });
    const reader = new PieceReader(model.tokenizer);
    const prompt = prompt_ids.map((id) => reader.push(id));
    const start = {
      type: 'start',
      model: card.name,
      checksum: card.checksum,
      device,
      precision,
      prompt,
    } as const;
    return follow(start, tokens, new PieceReader(model.tokenizer), request.forced?.length ?? 0, release);
  } catch (thrown) {
    release();
    throw fromRuntime(thrown);
  }
}

async function* follow(
  start: RunEvent,
  tokens: ReturnType<Awaited<ReturnType<typeof holdModel>>['model']['runtime']['generate']>,
  reader: PieceReader,
  forced: number,
  release: () => void,
): AsyncGenerator<RunEvent> {
  let count = 0;
  try {
    yield start;
    let step = await tokens.next();
    for (; !step.done; step = await tokens.next()) {
      const isForced = count++ < forced;
      yield { type: 'token', token: tokenOf(step.value, reader, isForced), shown: step.value.text };
    }
    yield { type: 'done', result: step.value };
  } catch (thrown) {
    throw fromRuntime(thrown);
  } finally {
    release();
  }
}

/** Probabilities in six digits: a bar shows fewer, and they are most of what is sent. */
const short = (probability: number) => Number(probability.toPrecision(6));

function tokenOf({ id, inspection }: TokenEvent, reader: PieceReader, isForced: boolean): RunToken {
  const { candidates, rest } = inspection as Inspection; // asked for
  const shown = candidates.map(({ id, model, reshaped, final, cut_by }) => ({
    ...reader.peek(id),
    model: short(model),
    reshaped: short(reshaped),
    final: short(final),
    cut_by,
  }));
  const own = candidates.find((candidate) => candidate.id === id);
  return {
    ...reader.push(id),
    probability: short(own?.model ?? 0),
    ...(isForced && { forced: true }),
    candidates: shown,
    rest: {
      model: short(rest.model),
      reshaped: short(rest.reshaped),
      final: short(rest.final),
      left: rest.left,
    },
  };
}

/** A completion goes on after `<|endoftext|>` and the text, as in training; a chat is rendered as the assistant's. */
function promptOf({ mode, prompt, passage, history = [] }: RunRequest, tokenizer: Tokenizer): number[] {
  if (mode === 'completion') return [tokenizer.specialId('<|endoftext|>'), ...tokenizer.encode(prompt)];
  const messages: Message[] = history.flatMap(({ question, answer }): Message[] => [
    { role: 'user', content: question },
    { role: 'assistant', content: answer },
  ]);
  messages.push({ role: 'user', content: prompt, ...(passage && { passages: [passage] }) });
  return renderConversation(tokenizer, messages, { generationPrompt: true }).ids;
}

function checkTexts({ mode, prompt, passage = '', history = [] }: RunRequest): void {
  const texts = [prompt, passage, ...history.flatMap(({ question, answer }) => [question, answer])];
  if (texts.some((text) => /\p{Surrogate}/u.test(text))) {
    throw new OndamError('text_not_well_formed', { field: 'prompt' });
  }
  if (mode === 'chat' && prompt.trim() === '') throw new OndamError('text_empty', { field: 'prompt' });
}

function checkTokens({ sampling, forced = [] }: RunRequest, vocabSize: number): void {
  const isStrange = (id: number | string) => Number(id) >= vocabSize;
  if (Object.keys(sampling.logit_bias ?? {}).some(isStrange)) {
    throw new OndamError('invalid_request', { field: 'sampling.logit_bias' });
  }
  if (forced.some(isStrange)) throw new OndamError('invalid_request', { field: 'forced' });
}
