import { sayToAgent } from '@/lib/conversations/handoff';
import { emergencyOf, plainMessage } from '@/lib/conversations/read';
import { closeTurn, openTurn, recall, saveProgress, type Turn, withdrawTurn } from '@/lib/conversations/turn';
import type { Database } from '@/lib/db/connection';
import { asOndamError, OndamError } from '@/lib/errors';
import type { Knowledge } from '@/lib/knowledge/service';
import { log } from '@/lib/ops/log';
import type { GenerationResult } from '@/model/runtime/engine';
import type { AnswerEvent } from './events';
import { answerPipeline } from './pipeline';
import type { Plan } from './plan';
import type { ChatRequest } from './request';
import { type ChatSampling, decideSampling } from './sampling';
import { withoutPersonalData } from './text';
import type { Generation } from './write';
import type { Writer } from './writer';

/** How often an answer being written is saved; by it the living are told from the dead. */
const HEARTBEAT_MS = 2000;

/**
 * Answers a request. The question enters its conversation once the pipeline has accepted it, so that a
 * refused one leaves no trace; from then on the answer is kept however it ends.
 *
 * @param signal ends the answer within a token; what came so far is kept as interrupted, and before the first
 *   word the question is taken back with it
 * @returns the answer's events, to be read to the end: an aborted answer ends by itself
 * @throws everything that can be known before the answer begins
 */
export async function answer(
  request: ChatRequest,
  owner: string,
  { db, model, knowledge, channel }: { db: Database; model: Writer; knowledge: Knowledge; channel?: string },
  signal: AbortSignal,
): Promise<AsyncGenerator<AnswerEvent>> {
  const sampling = decideSampling(request.sampling);
  const { question, history, handler } = await recall(db, owner, request);
  if (handler !== 'bot') return say(db, request, question);
  const withdrawn = new AbortController();
  const generation = await answerPipeline(model, knowledge).stream({
    text: question,
    history,
    sampling,
    channel,
    signal: AbortSignal.any([signal, withdrawn.signal]),
  });
  try {
    const accepted = await generation.next();
    if (accepted.value?.type !== 'accepted') throw new Error('the pipeline began without a plan');
    const { plan } = accepted.value as { plan: Plan };
    const turn = await openTurn(db, owner, request, plan.question, sampling);
    return record(db, turn, plan, sampling, generation);
  } catch (thrown) {
    withdrawn.abort();
    await drain(generation);
    // A person took over while the pipeline was busy.
    if (asOndamError(thrown).code === 'not_bots_turn') return say(db, request, question);
    throw thrown;
  }
}

/** Leaves a question to the person who has the conversation. @throws not_bots_turn where none was asked anew */
async function say(db: Database, request: ChatRequest, text: string): Promise<AsyncGenerator<AnswerEvent>> {
  const { conversation_id } = request;
  if (!conversation_id || !('text' in request) || request.edit) throw new OndamError('not_bots_turn');
  const { text: clean, masked } = withoutPersonalData(text);
  const id = await sayToAgent(db, conversation_id, { text: clean, masked });
  const message = plainMessage({ id, role: 'user', text: clean, masked });
  return (async function* () {
    yield { type: 'said' as const, conversation_id, message };
  })();
}

/** Passes a generation on as the answer's events, and keeps it. */
async function* record(
  db: Database,
  turn: Turn,
  plan: Plan,
  sampling: ChatSampling,
  generation: AsyncIterable<Generation>,
): AsyncGenerator<AnswerEvent> {
  const { conversation_id, answer_id } = turn;
  const status = { type: 'status', conversation_id, message_id: answer_id } as const;
  const { action, options } = plan;
  const follow_ups = plan.follow_ups;
  let text = '';
  // At every sentence, so that whoever else watches the conversation reads along.
  const save = () =>
    saveProgress(db, turn, text).catch((err) => log.error({ err }, 'an answer was not saved'));
  const heartbeat = setInterval(save, HEARTBEAT_MS);
  try {
    yield { ...status, state: 'searching', masked: plan.question.masked };
    for await (const piece of generation) {
      if (piece.type === 'token') {
        if (text === '') yield { ...status, state: 'writing' };
        text += piece.text;
        save();
        yield piece;
      } else if (piece.type === 'replace') {
        text = piece.text;
        save();
        yield piece;
      } else if (piece.type === 'end') {
        if (text === '' && piece.result.finish_reason === 'cancelled') {
          await withdrawTurn(db, turn);
          yield { type: 'withdrawn' };
          return;
        }
        const { finish_reason, timings, usage } = piece.result;
        const closing = {
          text,
          status: finish_reason === 'cancelled' ? ('interrupted' as const) : ('complete' as const),
          finish_reason,
          timings: timings && usage ? { ...timings, ...tokensOf(usage) } : null,
          action,
          options,
          follow_ups: finish_reason === 'cancelled' ? [] : follow_ups,
          citations: piece.citations,
        };
        const kept = await closeTurn(db, turn, { ...closing, trace: piece.trace });
        const message = plainMessage({ id: answer_id, role: 'assistant', sampling, ...closing });
        const emergency = emergencyOf(piece.trace);
        yield {
          type: 'done',
          message: { ...message, ...(kept ? { emergency } : { status: 'interrupted' }) },
        };
      }
    }
  } catch (thrown) {
    if (text === '') await withdrawTurn(db, turn);
    else
      await closeTurn(db, turn, { text, status: 'interrupted', finish_reason: null, timings: null, action });
    throw thrown;
  } finally {
    clearInterval(heartbeat);
  }
}

const tokensOf = ({ prompt_tokens, completion_tokens }: GenerationResult['usage']) => ({
  prompt_tokens,
  completion_tokens,
});

/** Reads an aborted generation to its end, so that its place in the model's queue frees. */
async function drain(generation: AsyncIterable<Generation>): Promise<void> {
  try {
    for await (const _ of generation);
  } catch {
    // It has ended, which is what was wanted.
  }
}
