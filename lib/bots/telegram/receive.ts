import { withoutPersonalData } from '@/lib/answer/text';
import type { Database } from '@/lib/db/connection';
import { type Locale, localeOf } from '@/lib/i18n';
import { botWords } from '@/lib/i18n/bots';
import { failureText } from '../ask';
import { chatOf } from '../chats';
import type { BotWork } from '../job';
import { enqueue } from '../queue/jobs';
import type { Update } from './update';

/**
 * Takes an update over: once it is in the queue Telegram may forget it. One that comes again, by its update_id, is not
 * taken again.
 */
export async function receiveUpdate(db: Database, update: Update): Promise<void> {
  const { message, callback_query: pressed, update_id } = update;
  const from = message?.from ?? pressed?.from;
  const chat = message?.chat ?? pressed?.message?.chat;
  if (!from || !chat || from.is_bot || chat.type !== 'private') return;
  const locale = localeOf(from.language_code?.split('-')[0]);
  const address = String(chat.id);
  const { id: chat_id } = await chatOf(db, { channel: 'telegram', user: String(from.id), address, locale });
  const payload = pressed
    ? buttonWork(chat_id, pressed.id, pressed.data)
    : messageWork(chat_id, message?.text, locale);
  if (payload) await enqueue(db, { key: `telegram:${update_id}`, lane: chat_id, payload });
}

const buttonWork = (chat_id: string, callback_query_id: string, data: string | undefined) =>
  data === undefined ? undefined : ({ kind: 'telegram.button', chat_id, callback_query_id, data } as const);

/** What is no question that can be kept becomes what its person is told of it. */
function messageWork(chat_id: string, text: string | undefined, locale: Locale): BotWork {
  if (text === undefined) return { kind: 'telegram.tell', chat_id, text: botWords[locale].text_only };
  try {
    return { kind: 'telegram.message', chat_id, ...withoutPersonalData(text) };
  } catch (thrown) {
    return { kind: 'telegram.tell', chat_id, text: failureText(thrown, locale) };
  }
}
