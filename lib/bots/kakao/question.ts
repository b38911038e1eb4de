import { z } from 'zod';
import { ask, type BotParts, tellingFailure } from '../ask';
import { changeChat, openChat } from '../chats';
import type { Work } from '../job';
import { type Job, note } from '../queue/jobs';
import { show } from './skill';

/** The callback's address is good for a minute (official guide, read 2026-11); what comes later is fetched. */
const CALLBACK_MS = 55_000;
const POST_TIMEOUT_MS = 5000;

/** Answers a question from KakaoTalk. Whoever waits for it is told by the job's end; a callback is posted to. */
export async function answerKakao(
  parts: BotParts,
  job: Job,
  work: Work<'kakao.question'>,
  signal: AbortSignal,
): Promise<void> {
  const { db } = parts;
  const chat = await openChat(db, work.chat_id);
  if (!chat) return;
  const callBack = () => (work.callback_url ? post(parts, job, work.callback_url, chat.id) : undefined);
  const run = async () => {
    for await (const _ of ask(parts, chat, job, work, signal));
    await callBack();
  };
  await tellingFailure(job, chat.locale, run, async (rest) => {
    // What is to be told waits with the rest, whether it is posted or fetched.
    await changeChat(db, chat.id, { rest });
    await callBack();
  });
}

const progressSchema = z.looseObject({ posted: z.boolean().optional() });

/** Posts what is there to be shown, once; if it does not arrive, it is shown at the next turn. */
async function post({ db }: BotParts, job: Job, url: string, chat_id: string): Promise<void> {
  const before = await openChat(db, chat_id);
  const { posted: already } = progressSchema.parse(job.progress ?? {});
  if (!before || already || Date.now() - job.created_at.getTime() > CALLBACK_MS) return;
  await note(db, job, { posted: true });
  const body = JSON.stringify(await show(db, before, { again: true }));
  const posted = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body,
    // An address that leads elsewhere is none of Kakao's.
    redirect: 'error',
    signal: AbortSignal.timeout(POST_TIMEOUT_MS),
  }).catch(() => undefined);
  if (!posted?.ok) await changeChat(db, chat_id, { delivered: before.delivered, rest: before.rest });
}
