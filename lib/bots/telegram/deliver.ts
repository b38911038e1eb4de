import type { Database } from '@/lib/db/connection';
import { markDelivered, type OpenChat, openChat, undelivered } from '../chats';
import { call, type Telegram } from './api';
import { composed } from './message';

/**
 * Sends what a chat has not shown yet, each message once it is marked as shown.
 *
 * @param streamed the message in which an answer was shown while it was written: it is edited to its last word
 */
export async function deliver(
  db: Database,
  telegram: Telegram,
  chat_id: string,
  streamed?: { answer_id: string; message_id: number },
): Promise<void> {
  const chat = await openChat(db, chat_id);
  if (!chat) return;
  for (const spoken of await undelivered(db, chat)) {
    const edit = spoken.id === streamed?.answer_id ? streamed.message_id : undefined;
    const { texts, keyboard } = composed(spoken, chat.locale);
    await send(telegram, chat, texts, keyboard, edit);
    await markDelivered(db, chat, spoken.position);
  }
}

/** Sends texts one after another, with the buttons under the last. @param edit the message that becomes the first */
export async function send(
  telegram: Telegram,
  { address }: OpenChat,
  texts: readonly string[],
  keyboard?: ReturnType<typeof composed>['keyboard'],
  edit?: number,
): Promise<void> {
  for (const [i, text] of texts.entries()) {
    const buttons = i === texts.length - 1 && keyboard && keyboard.inline_keyboard.flat().length > 0;
    const other = buttons ? { reply_markup: keyboard } : {};
    await call<unknown>(telegram, (api) =>
      i === 0 && edit !== undefined
        ? api.editMessageText(address as string, edit, text, other)
        : api.sendMessage(address as string, text, other),
    );
  }
}
