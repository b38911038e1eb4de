import { createHash } from 'node:crypto';
import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { newConversation } from '@/lib/conversations/read';
import type { Database } from '@/lib/db/connection';
import { type BotChat, bot_chats, type MessageRow, messages } from '@/lib/db/schema';

/** Whose conversations those of a messenger's user are: whoever reads the table learns of no one. */
export const ownerIn = (channel: BotChat['channel'], user: string): string =>
  createHash('sha256').update(`${channel}\0${user}`).digest('hex');

/** The chat of a messenger's user, new or known; where it is delivered to is what was said last. */
export async function chatOf(
  db: Database,
  {
    channel,
    user,
    ...known
  }: Pick<BotChat, 'channel'> & {
    user: string;
    address?: string;
    locale?: BotChat['locale'];
  },
): Promise<BotChat> {
  const owner = ownerIn(channel, user);
  const [chat] = await db
    .insert(bot_chats)
    .values({ channel, owner, ...known })
    .onConflictDoUpdate({ target: bot_chats.owner, set: { owner, ...known } })
    .returning();
  return chat;
}

export async function readChat(db: Database, id: string): Promise<BotChat | undefined> {
  const [chat] = await db.select().from(bot_chats).where(eq(bot_chats.id, id));
  return chat;
}

/** The chat of a conversation that a messenger holds. */
export async function chatOfConversation(
  db: Database,
  conversation_id: string,
): Promise<BotChat | undefined> {
  const [chat] = await db.select().from(bot_chats).where(eq(bot_chats.conversation_id, conversation_id));
  return chat;
}

/** A chat with its conversation, which is begun where there is none; undefined where there is no such chat. */
export async function openChat(db: Database, id: string): Promise<OpenChat | undefined> {
  const chat = await readChat(db, id);
  if (!chat) return;
  const conversation_id = await conversationOf(db, chat);
  return { ...((await readChat(db, id)) ?? chat), conversation_id };
}

export type OpenChat = BotChat & { conversation_id: string };

async function conversationOf(db: Database, { id, channel, owner }: BotChat): Promise<string> {
  if (channel === 'slack') throw new Error('on Slack the assistant begins conversations itself');
  return db.transaction(async (tx) => {
    const [{ conversation_id }] = await tx
      .select({ conversation_id: bot_chats.conversation_id })
      .from(bot_chats)
      .where(eq(bot_chats.id, id))
      .for('update');
    if (conversation_id) return conversation_id;
    const begun = await newConversation(tx, owner, channel);
    await tx
      .update(bot_chats)
      .set({ conversation_id: begun, delivered: -1, rest: null })
      .where(eq(bot_chats.id, id));
    return begun;
  });
}

export type ChatChange = Partial<Pick<BotChat, 'conversation_id' | 'preset' | 'rest' | 'delivered'>>;

export async function changeChat(db: Database, id: string, change: ChatChange): Promise<void> {
  await db.update(bot_chats).set(change).where(eq(bot_chats.id, id));
}

/** Something that was said in a conversation, and is to be shown in the messenger. */
export type Spoken = MessageRow & { role: 'assistant' | 'agent' | 'notice' };

/** What a chat has not shown yet, in order, up to an answer that is still being written. */
export async function undelivered(db: Database, chat: BotChat): Promise<Spoken[]> {
  const { conversation_id, delivered } = chat;
  if (!conversation_id) return [];
  const rows = await db
    .select()
    .from(messages)
    .where(and(eq(messages.conversation_id, conversation_id), gt(messages.position, delivered)))
    .orderBy(asc(messages.position));
  const writing = rows.findIndex(({ status }) => status === 'streaming');
  return (writing < 0 ? rows : rows.slice(0, writing)).filter(isSpoken);
}

const isSpoken = (row: MessageRow): row is Spoken => row.role !== 'user' && row.text !== '';

/** What was said up to here is shown: it is not shown again. */
export async function markDelivered(db: Database, chat: BotChat, position: number): Promise<void> {
  await db
    .update(bot_chats)
    .set({ delivered: sql`greatest(${bot_chats.delivered}, ${position})` })
    .where(and(eq(bot_chats.id, chat.id), eq(bot_chats.conversation_id, chat.conversation_id as string)));
}

/** What a chat has not shown yet, and with it the text that did not fit before: both count as shown from now on. */
export async function takeUndelivered(
  db: Database,
  chat_id: string,
): Promise<{ spoken: Spoken[]; rest: string | null }> {
  return db.transaction(async (tx) => {
    const [chat] = await tx.select().from(bot_chats).where(eq(bot_chats.id, chat_id)).for('update');
    if (!chat) return { spoken: [], rest: null };
    const spoken = await undelivered(tx, chat);
    const last = spoken.at(-1);
    await changeChat(tx, chat_id, { rest: null, ...(last && { delivered: last.position }) });
    return { spoken, rest: chat.rest };
  });
}
