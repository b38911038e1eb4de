import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { AnswerEvent } from '@/lib/answer/events';
import { runAnswer } from '@/lib/answer/run';
import { PRESETS } from '@/lib/answer/sampling';
import type { Writer } from '@/lib/answer/writer';
import type { Changes } from '@/lib/db/changes';
import type { Database } from '@/lib/db/connection';
import { messages } from '@/lib/db/schema';
import { asOndamError, ERRORS } from '@/lib/errors';
import { dictionaryOf, errorBody, type Locale } from '@/lib/i18n';
import { botWords } from '@/lib/i18n/bots';
import type { Knowledge } from '@/lib/knowledge/service';
import { limit } from '@/lib/ops/limits';
import type { OpenChat } from './chats';
import { type Job, MOST_ATTEMPTS, note } from './queue/jobs';
import { Hopeless, TooEarly } from './queue/worker';

/** What answering takes. */
export interface BotParts {
  db: Database;
  changes: Changes;
  model: Writer;
  knowledge: Knowledge;
}

const progressSchema = z.object({ answer_id: z.uuid().optional(), said: z.uuid().optional() });

/**
 * Puts a question into its chat's conversation and answers it, or leaves it to the person who has the conversation. An
 * attempt after one that was cut off asks nothing twice: it answers the question that is there, unless that was done.
 *
 * @throws as `answer`; too_many_requests
 */
export async function* ask(
  parts: BotParts,
  chat: OpenChat,
  job: Job,
  { text, masked }: { text: string; masked: string[] },
  signal: AbortSignal,
): AsyncGenerator<AnswerEvent> {
  const { db } = parts;
  const { conversation_id, owner } = chat;
  const { answer_id, said } = progressSchema.parse(job.progress ?? {});
  const begun = answer_id && (await messageOf(db, answer_id));
  if (said || (begun && begun.status === 'complete')) return;
  if (job.attempts === 1) await limit(db, 'question', owner);
  const sampling = PRESETS[chat.preset];
  const request = begun
    ? { conversation_id, regenerate: true as const, sampling }
    : { conversation_id, text, sampling };
  for await (const event of await runAnswer(request, owner, { ...parts, channel: chat.channel }, signal)) {
    if (event.type === 'status' && event.state === 'searching') {
      await note(db, job, { answer_id: event.message_id });
      const asked = masked.length > 0 && (await messageOf(db, event.message_id))?.reply_to;
      if (asked) await rememberMasked(db, asked, masked);
    } else if (event.type === 'said') {
      await note(db, job, { said: event.message.id });
      if (masked.length > 0) await rememberMasked(db, event.message.id, masked);
    }
    yield event;
  }
}

async function messageOf(db: Database, id: string) {
  const { status, reply_to } = messages;
  const [found] = await db.select({ status, reply_to }).from(messages).where(eq(messages.id, id));
  return found;
}

/** It was masked before it came into the queue: the pipeline finds nothing left to mask. */
const rememberMasked = (db: Database, id: string, masked: string[]) =>
  db.update(messages).set({ masked }).where(eq(messages.id, id));

/**
 * Does something for a person of a messenger. What is wrong with what they asked they are told; what is wrong with us is
 * tried again, and they are told at the last.
 */
export async function tellingFailure(
  job: Job,
  locale: Locale,
  run: () => Promise<void>,
  tell: (text: string) => Promise<void>,
): Promise<void> {
  try {
    await run();
  } catch (thrown) {
    if (thrown instanceof Hopeless || thrown instanceof TooEarly) throw thrown;
    const error = asOndamError(thrown);
    if (ERRORS[error.code].status < 500) return tell(failureText(error, locale));
    if (job.attempts >= MOST_ATTEMPTS) await tell(botWords[locale].failed);
    throw error.code === 'busy' ? new TooEarly(Number(error.values.retry_after) || 1) : thrown;
  }
}

/** What somebody of a messenger is told of an error. */
export function failureText(thrown: unknown, locale: Locale): string {
  const error = asOndamError(thrown);
  if (ERRORS[error.code].status >= 500) return botWords[locale].failed;
  return errorBody(dictionaryOf(locale), error).message;
}
