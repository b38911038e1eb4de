import { createHash } from 'node:crypto';
import { and, desc, eq, gt, like, ne, sql } from 'drizzle-orm';
import { withoutPersonalData } from '@/lib/answer/text';
import { cancelHandoff, requestHandoff } from '@/lib/conversations/handoff';
import type { Changes } from '@/lib/db/changes';
import type { Database } from '@/lib/db/connection';
import { bot_chats, bot_jobs, messages } from '@/lib/db/schema';
import { botWords } from '@/lib/i18n/bots';
import { limit } from '@/lib/ops/limits';
import { failureText } from '../ask';
import { changeChat, chatOf, type OpenChat, openChat, type Spoken, takeUndelivered } from '../chats';
import { type Command, commandOf } from '../commands';
import type { Work } from '../job';
import { enqueue, isPending, pendingIn } from '../queue/jobs';
import { handlingIn } from '../spoken';
import type { SkillPayload } from './payload';
import { comesLater, isLate, plain, respond, type SkillResponse } from './response';

/** Kakao waits 5 seconds for a skill; the way there and back takes its part of them. Official guide, read 2026-11. */
export const PATIENCE_MS = 4300;

/** The same words from the same person within this time are one request that came twice. */
const SAME_SECONDS = 10;

const words = botWords.ko;

/**
 * Answers one turn of somebody on KakaoTalk, within the platform's time: with the answer, with the promise of it by the
 * callback, or with a button that fetches it. Errors that the person can do something about are told in words.
 *
 * @param arrived performance.now() when the request came in
 */
export async function answerSkill(
  { db, changes }: { db: Database; changes: Changes },
  { userRequest }: SkillPayload,
  arrived: number,
): Promise<SkillResponse> {
  const { utterance, user, callbackUrl } = userRequest;
  const known = await chatOf(db, { channel: 'kakao', user: user.id });
  const chat = (await openChat(db, known.id)) as OpenChat;
  try {
    await limit(db, 'write', chat.owner);
    const command = commandOf(utterance);
    if (command && (await obey(db, chat, command))) {
      return plain(command === 'start' ? words.greeting : words.new_chat, words.suggestions);
    }
    const { id, fresh } = command
      ? { id: await pendingIn(db, chat.id), fresh: false }
      : await question(db, chat, utterance, callbackUrl);
    if (callbackUrl && !command) return comesLater();
    if (id !== undefined && !(await isDone({ db, changes }, id, arrived + PATIENCE_MS))) return isLate();
    return await show(db, chat, { again: !fresh && command !== 'more' });
  } catch (thrown) {
    return plain(failureText(thrown, chat.locale), [words.buttons.person]);
  }
}

/** Does what was said in place of a question. @returns whether the reply is ours, and not the conversation's */
async function obey(db: Database, chat: OpenChat, command: Command): Promise<boolean> {
  const { owner, conversation_id } = chat;
  if (command === 'person') await requestHandoff(db, owner, conversation_id);
  if (command === 'bot' || command === 'new') await cancelHandoff(db, owner, conversation_id);
  if (command === 'new') await changeChat(db, chat.id, { conversation_id: null });
  return command === 'new' || command === 'start';
}

/** Puts a question into the queue, once. @returns its job, and whether it is a new one */
async function question(db: Database, chat: OpenChat, utterance: string, callback_url?: string) {
  const { text, masked } = withoutPersonalData(utterance);
  const payload: Work<'kakao.question'> = {
    kind: 'kakao.question',
    chat_id: chat.id,
    text,
    masked,
    callback_url,
  };
  // Kakao numbers no events. A callback's address is good for one; without one, the same words at once are the same.
  const told = createHash('sha256')
    .update(callback_url ?? text)
    .digest('hex');
  const event = `kakao:${chat.id}:${told}`;
  return db.transaction(async (tx) => {
    await tx.select({ id: bot_chats.id }).from(bot_chats).where(eq(bot_chats.id, chat.id)).for('update');
    const [twin] = await tx
      .select({ id: bot_jobs.id })
      .from(bot_jobs)
      .where(
        and(
          like(bot_jobs.key, `${event}%`),
          callback_url
            ? undefined
            : gt(bot_jobs.created_at, sql`now() - make_interval(secs => ${SAME_SECONDS})`),
        ),
      )
      .limit(1);
    if (twin) return { id: twin.id, fresh: false };
    const key = callback_url ? event : `${event}:${Date.now()}`;
    return { id: await enqueue(tx, { key, lane: chat.id, payload }), fresh: true };
  });
}

/** Waits for a job to be done. @returns whether it is, before a moment of performance.now() */
async function isDone(
  { db, changes }: { db: Database; changes: Changes },
  id: number,
  until: number,
): Promise<boolean> {
  const signal = AbortSignal.timeout(Math.max(1, Math.round(until - performance.now())));
  for await (const _ of changes.watch(`job:${id}`, signal, 500)) {
    if (!(await isPending(db, id))) return true;
  }
  return !(await isPending(db, id));
}

/**
 * What was said since the last turn.
 *
 * @param again where nothing was, the last answer is shown once more: a response may have been lost on its way
 */
export async function show(
  db: Database,
  chat: OpenChat,
  { again }: { again: boolean },
): Promise<SkillResponse> {
  const taken = await takeUndelivered(db, chat.id);
  const handling = await handlingIn(db, chat);
  const nothing = taken.spoken.length === 0 && !taken.rest;
  if (nothing && again && handling.handler === 'bot') taken.spoken.push(...(await lastSpoken(db, chat)));
  const { response, rest } = respond(taken, handling);
  if (rest) await changeChat(db, chat.id, { rest });
  return response;
}

async function lastSpoken(db: Database, { conversation_id }: OpenChat): Promise<Spoken[]> {
  const rows = await db
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.conversation_id, conversation_id),
        eq(messages.role, 'assistant'),
        ne(messages.text, ''),
        ne(messages.status, 'streaming'),
      ),
    )
    .orderBy(desc(messages.position))
    .limit(1);
  return rows as Spoken[];
}
