import { and, eq, inArray, isNull, sql } from 'drizzle-orm';
import { z } from 'zod';
import { dispatch } from '@/lib/bots/outbox';
import { announce } from '@/lib/db/changes';
import type { Database } from '@/lib/db/connection';
import { conversations, type HandoffRow, handoffs, messages, staff } from '@/lib/db/schema';
import { OndamError } from '@/lib/errors';
import { ownedMessages } from './owned';

export type Handler = 'bot' | 'queue' | 'agent';

/** Who a conversation is with, as the customer is told it. */
export interface Handling {
  handler: Handler;
  /** With an agent: their name. */
  agent?: string;
  /** In the queue: the place in it, from 1, and how long it has waited. */
  position?: number;
  waiting_seconds?: number;
}

/** What a notice says; its author is the agent it is about. */
export const NOTICES = ['queued', 'claimed', 'agent_left', 'returned', 'closed', 'cancelled'] as const;
export type Notice = (typeof NOTICES)[number];

/** Seconds that a hand-off has waited. */
export const waited = sql<number>`extract(epoch from now() - ${handoffs.requested_at})::int`;

/** Who a conversation is with; one that there is not is with the bot. */
export async function handlingOf(db: Database, conversation_id: string): Promise<Handling> {
  const ahead = sql<number>`(select count(*)::int from ${handoffs} as other where other.closed_at is null
    and other.agent_id is null
    and (other.requested_at, other.id) < (${handoffs.requested_at}, ${handoffs.id}))`;
  const [open] = await db
    .select({ agent_id: handoffs.agent_id, agent: staff.name, ahead, waiting_seconds: waited })
    .from(handoffs)
    .leftJoin(staff, eq(staff.id, handoffs.agent_id))
    .where(and(eq(handoffs.conversation_id, conversation_id), isNull(handoffs.closed_at)));
  if (!open) return { handler: 'bot' };
  if (open.agent_id) return { handler: 'agent', agent: open.agent ?? undefined };
  return { handler: 'queue', position: open.ahead + 1, waiting_seconds: open.waiting_seconds };
}

/**
 * The customer asks for a person; asking again changes nothing. An answer that is being written is stopped.
 *
 * @throws conversation_not_found
 */
export async function requestHandoff(
  db: Database,
  owner: string,
  conversation_id: string,
): Promise<Handling> {
  return db.transaction(async (tx) => {
    const rows = await ownedMessages(tx, owner, conversation_id, { lock: true });
    const { handler } = await handlingOf(tx, conversation_id);
    if (handler === 'bot') {
      const streaming = rows.filter(({ status }) => status === 'streaming').map(({ id }) => id);
      // The last word on it is this one: whatever writes it finds it ended.
      await tx.update(messages).set({ status: 'interrupted' }).where(inArray(messages.id, streaming));
      await announce(tx, ...streaming.map((id) => `stop:${id}` as const));
      await tx.insert(handoffs).values({ conversation_id });
      await addMessage(tx, conversation_id, { role: 'notice', text: 'queued' satisfies Notice });
    }
    return handlingOf(tx, conversation_id);
  });
}

/**
 * The customer goes back to the bot, from the queue or from an agent; with the bot already, nothing changes.
 *
 * @throws conversation_not_found
 */
export async function cancelHandoff(db: Database, owner: string, conversation_id: string): Promise<Handling> {
  return db.transaction(async (tx) => {
    await ownedMessages(tx, owner, conversation_id, { lock: true });
    const { handler } = await handlingOf(tx, conversation_id);
    if (handler !== 'bot') await closeHandoff(tx, conversation_id, 'cancelled', { text: 'cancelled' });
    return { handler: 'bot' };
  });
}

/**
 * What the customer says while a person has the conversation, or is to have it. The bot does not answer.
 *
 * @param question without personal data @returns the message's id
 * @throws handoff_not_found when the bot has it again: then it is the bot's to answer
 */
export async function sayToAgent(
  db: Database,
  conversation_id: string,
  { text, masked }: { text: string; masked: string[] },
): Promise<string> {
  return db.transaction(async (tx) => {
    await lockConversation(tx, conversation_id);
    const { handler } = await handlingOf(tx, conversation_id);
    if (handler === 'bot') throw new OndamError('handoff_not_found');
    return addMessage(tx, conversation_id, { role: 'user', text, masked });
  });
}

/** Holds a conversation against other writers until the transaction ends. @throws conversation_not_found */
export async function lockConversation(tx: Database, id: string): Promise<void> {
  if (!z.uuid().safeParse(id).success) throw new OndamError('conversation_not_found');
  const [found] = await tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(eq(conversations.id, id))
    .for('update');
  if (!found) throw new OndamError('conversation_not_found');
}

/** Ends what is open, and says so in the conversation. The conversation is locked. */
export async function closeHandoff(
  tx: Database,
  conversation_id: string,
  outcome: NonNullable<HandoffRow['outcome']>,
  notice: { text: Notice; author?: string },
): Promise<void> {
  await tx
    .update(handoffs)
    .set({ closed_at: sql`now()`, outcome })
    .where(and(eq(handoffs.conversation_id, conversation_id), isNull(handoffs.closed_at)));
  await addMessage(tx, conversation_id, { role: 'notice', ...notice });
}

/**
 * Adds a finished message and tells those who watch the conversation or the inbox, and messengers. The conversation is
 * locked.
 */
export async function addMessage(
  tx: Database,
  conversation_id: string,
  message: Pick<typeof messages.$inferInsert, 'role' | 'text' | 'author' | 'masked'>,
): Promise<string> {
  const position = sql`(select coalesce(max(position), -1) + 1 from ${messages}
    where conversation_id = ${conversation_id})`;
  const [{ id }] = await tx
    .insert(messages)
    .values({ ...message, conversation_id, position, status: 'complete' })
    .returning({ id: messages.id });
  await tx.update(conversations).set({ updated_at: sql`now()` }).where(eq(conversations.id, conversation_id));
  await announce(tx, `conversation:${conversation_id}`, 'queue');
  await dispatch(tx, { id, conversation_id, role: message.role });
  return id;
}
