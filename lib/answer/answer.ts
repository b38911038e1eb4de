import { closeTurn, openTurn, recall, saveProgress, type Turn, withdrawTurn } from '@/lib/conversations/turn';
import type { Database } from '@/lib/db/connection';
import type { AnswerEvent } from './events';
import type { Generation } from './generate';
import type { Model } from './model';
import { answerPipeline } from './pipeline';
import type { ChatRequest } from './request';
import { type ChatSampling, decideSampling } from './sampling';

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
  { db, model }: { db: Database; model: Model },
  signal: AbortSignal,
): Promise<AsyncGenerator<AnswerEvent>> {
  const sampling = decideSampling(request.sampling);
  const { question, history } = await recall(db, owner, request);
  const withdrawn = new AbortController();
  const generation = await answerPipeline(model).stream({
    text: question,
    history,
    sampling,
    signal: AbortSignal.any([signal, withdrawn.signal]),
  });
  try {
    const accepted = await generation.next();
    const text = accepted.value?.type === 'accepted' ? accepted.value.question : question;
    const turn = await openTurn(db, owner, request, text, sampling);
    return record(db, turn, sampling, generation);
  } catch (thrown) {
    withdrawn.abort();
    await drain(generation);
    throw thrown;
  }
}

/** Passes a generation on as the answer's events, and keeps it. */
async function* record(
  db: Database,
  turn: Turn,
  sampling: ChatSampling,
  generation: AsyncIterable<Generation>,
): AsyncGenerator<AnswerEvent> {
  const { conversation_id, answer_id } = turn;
  const status = { type: 'status', conversation_id, message_id: answer_id } as const;
  let text = '';
  const heartbeat = setInterval(() => saveProgress(db, turn, text).catch(console.error), HEARTBEAT_MS);
  try {
    yield { ...status, state: 'thinking' };
    for await (const piece of generation) {
      if (piece.type === 'token') {
        if (text === '') yield { ...status, state: 'writing' };
        text += piece.text;
        yield piece;
      } else if (piece.type === 'end') {
        if (text === '' && piece.result.finish_reason === 'cancelled') return await withdrawTurn(db, turn);
        const { finish_reason, timings, usage } = piece.result;
        const { prompt_tokens, completion_tokens } = usage;
        const closing = {
          text,
          status: finish_reason === 'cancelled' ? ('interrupted' as const) : ('complete' as const),
          finish_reason,
          timings: { ...timings, prompt_tokens, completion_tokens },
        };
        await closeTurn(db, turn, closing);
        yield { type: 'done', message: { id: answer_id, role: 'assistant', sampling, ...closing } };
      }
    }
  } catch (thrown) {
    if (text === '') await withdrawTurn(db, turn);
    else await closeTurn(db, turn, { text, status: 'interrupted', finish_reason: null, timings: null });
    throw thrown;
  } finally {
    clearInterval(heartbeat);
  }
}

/** Reads an aborted generation to its end, so that its place in the model's queue frees. */
async function drain(generation: AsyncIterable<Generation>): Promise<void> {
  try {
    for await (const _ of generation);
  } catch {
    // It has ended, which is what was wanted.
  }
}
