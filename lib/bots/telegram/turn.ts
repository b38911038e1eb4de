import { and, desc, eq } from 'drizzle-orm';
import { InlineKeyboard } from 'grammy';
import { z } from 'zod';
import { PRESETS, type PresetName } from '@/lib/answer/sampling';
import { cancelHandoff, requestHandoff } from '@/lib/conversations/handoff';
import type { Database } from '@/lib/db/connection';
import { messages } from '@/lib/db/schema';
import { dictionaryOf, fill } from '@/lib/i18n';
import { botWords } from '@/lib/i18n/bots';
import { ask, type BotParts, tellingFailure } from '../ask';
import { changeChat, type OpenChat, openChat } from '../chats';
import { type Command, commandOf } from '../commands';
import type { Work } from '../job';
import { type Job, note } from '../queue/jobs';
import { handlingIn, passedOn } from '../spoken';
import { shorten } from '../text';
import { call, type Telegram } from './api';
import { deliver, send } from './deliver';
import { sourcesOf } from './message';
import { Stream } from './stream';
import { buttonData, readButton } from './update';

/** One turn of somebody on Telegram, and what it takes to answer it. */
interface Turn {
  parts: BotParts;
  telegram: Telegram;
  chat: OpenChat;
  job: Job;
  signal: AbortSignal;
}

type Given = Omit<Turn, 'chat'>;

/** Does what a message asks for. */
export async function answerMessage(given: Given, work: Work<'telegram.message'>): Promise<void> {
  const chat = await openChat(given.parts.db, work.chat_id);
  if (!chat?.address) return;
  const turn = { ...given, chat };
  const command = commandOf(work.text);
  if (command) await obey(turn, command);
  else await converse(turn, work);
}

/** Does what a button is for. */
export async function answerButton(given: Given, work: Work<'telegram.button'>): Promise<void> {
  const { telegram, parts } = given;
  const chat = await openChat(parts.db, work.chat_id);
  if (!chat?.address) return;
  const turn = { ...given, chat };
  // Ends the button's waiting; one pressed long ago cannot be answered any more, and is done all the same.
  await call(telegram, (api) => api.answerCallbackQuery(work.callback_query_id)).catch(() => undefined);
  const pressed = readButton(work.data);
  if (!pressed) return;
  switch (pressed.press) {
    case 'person':
    case 'bot':
      return obey(turn, pressed.press);
    case 'preset':
      return choose(turn, pressed.preset);
    case 'sources':
      return showSources(turn, pressed.message_id);
    case 'suggestion':
      return askAloud(turn, botWords[chat.locale].suggestions[pressed.index]);
    case 'option':
    case 'follow_up': {
      const offered = await answerOf(parts.db, chat, pressed.message_id);
      const questions = pressed.press === 'option' ? offered?.options : offered?.follow_ups;
      return askAloud(turn, questions?.[pressed.index]);
    }
  }
}

/** Says something of ours. */
export async function tell(
  { parts, telegram }: Given,
  { chat_id, text }: Work<'telegram.tell'>,
): Promise<void> {
  const chat = await openChat(parts.db, chat_id);
  if (chat?.address) await send(telegram, chat, [text]);
}

/** A question chosen by a button: shown, since Telegram shows none, and answered. */
async function askAloud(turn: Turn, text: string | undefined): Promise<void> {
  if (text === undefined) return;
  if (turn.job.attempts === 1) await send(turn.telegram, turn.chat, [`“${text}”`]);
  await converse(turn, { text, masked: [] });
}

const progressSchema = z.looseObject({ answer_id: z.string().optional(), sent: z.int().optional() });

/** Answers a question, showing the answer as it is written; or passes it on to the person who has the conversation. */
async function converse(turn: Turn, said: { text: string; masked: string[] }): Promise<void> {
  const { parts, telegram, chat, job, signal } = turn;
  const { db } = parts;
  const { locale } = chat;
  const stream = new Stream(telegram, chat, progressSchema.parse(job.progress ?? {}).sent, (sent) =>
    note(db, job, { sent }),
  );
  const run = async () => {
    if (job.attempts === 1)
      await call(telegram, (api) => api.sendChatAction(chat.address as string, 'typing'));
    let text = '';
    for await (const event of ask(parts, chat, job, said, signal)) {
      if (event.type === 'token' || event.type === 'replace') {
        text = event.type === 'token' ? text + event.text : event.text;
        stream.show(text);
      } else if (event.type === 'said') await passed(turn);
    }
    await stream.end();
    const { answer_id, sent: message_id } = progressSchema.parse(job.progress ?? {});
    const streamed = answer_id && message_id !== undefined ? { answer_id, message_id } : undefined;
    await deliver(db, telegram, chat.id, streamed);
  };
  await tellingFailure(job, locale, run, (text) => send(telegram, chat, [text]));
}

/** Somebody who waits is told that they were heard; talking with an agent they see the agent's replies. */
async function passed({ parts, telegram, chat }: Turn): Promise<void> {
  const handling = await handlingIn(parts.db, chat);
  if (handling.handler === 'queue') await send(telegram, chat, [passedOn(handling, chat.locale)]);
}

/** Does what was said in place of a question. */
async function obey(turn: Turn, command: Command): Promise<void> {
  const { parts, telegram, chat } = turn;
  const { db } = parts;
  const words = botWords[chat.locale];
  switch (command) {
    case 'start':
      return send(telegram, chat, [words.greeting], suggestions(words.suggestions));
    case 'new':
      await cancelHandoff(db, chat.owner, chat.conversation_id);
      await changeChat(db, chat.id, { conversation_id: null });
      return send(telegram, chat, [words.new_chat], suggestions(words.suggestions));
    case 'settings':
      return send(telegram, chat, [fill(words.settings, { preset: nameOf(chat) })], presets(chat));
    case 'sources':
      return showSources(turn);
    case 'person':
      await requestHandoff(db, chat.owner, chat.conversation_id);
      return deliver(db, telegram, chat.id);
    case 'bot':
      await cancelHandoff(db, chat.owner, chat.conversation_id);
      return deliver(db, telegram, chat.id);
    case 'check':
    case 'more':
      return deliver(db, telegram, chat.id);
  }
}

async function choose({ parts, telegram, chat }: Turn, preset: PresetName): Promise<void> {
  await changeChat(parts.db, chat.id, { preset });
  await send(telegram, chat, [fill(botWords[chat.locale].chosen, { preset: nameOf({ ...chat, preset }) })]);
}

async function showSources({ parts, telegram, chat }: Turn, message_id?: string): Promise<void> {
  const answer = await answerOf(parts.db, chat, message_id);
  const texts = answer ? sourcesOf(answer, chat.locale) : [];
  await send(telegram, chat, texts.length > 0 ? texts : [botWords[chat.locale].nothing_new]);
}

/** An answer of the chat's conversation: the last, unless one is named. */
async function answerOf(db: Database, { conversation_id }: OpenChat, id?: string) {
  const [answer] = await db
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.conversation_id, conversation_id),
        eq(messages.role, 'assistant'),
        id === undefined ? undefined : eq(messages.id, id),
      ),
    )
    .orderBy(desc(messages.position))
    .limit(1);
  return answer;
}

function suggestions(questions: readonly string[]): InlineKeyboard {
  const keyboard = new InlineKeyboard();
  for (const [index, text] of questions.entries()) {
    keyboard.text(shorten(text, 60), buttonData({ press: 'suggestion', index })).row();
  }
  return keyboard;
}

const nameOf = ({ locale, preset }: Pick<OpenChat, 'locale' | 'preset'>) =>
  dictionaryOf(locale).settings.preset[preset].name;

function presets({ locale, preset: now }: OpenChat): InlineKeyboard {
  const keyboard = new InlineKeyboard();
  for (const preset of Object.keys(PRESETS) as PresetName[]) {
    const name = nameOf({ locale, preset });
    keyboard.text(preset === now ? `✓ ${name}` : name, buttonData({ press: 'preset', preset })).row();
  }
  return keyboard;
}
