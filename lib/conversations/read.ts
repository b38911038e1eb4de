import { and, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Trace } from '@/lib/answer/citation';
import { announce } from '@/lib/db/changes';
import type { Database } from '@/lib/db/connection';
import { conversations, feedback, type MessageRow, messages } from '@/lib/db/schema';
import { type Handling, handlingOf } from './handoff';
import { ownedMessages } from './owned';
import { thread } from './thread';

/** A message as its owner sees it. */
export type ConversationMessage = Pick<
  MessageRow,
  | 'id'
  | 'role'
  | 'text'
  | 'sampling'
  | 'finish_reason'
  | 'timings'
  | 'status'
  | 'action'
  | 'citations'
  | 'options'
  | 'follow_ups'
  | 'masked'
  | 'author'
> & {
  /** Of a reply to an accident or a crisis: which numbers to call is shown large. */
  emergency?: 'accident' | 'crisis';
  /** What the customer thought of it. */
  rating?: 'up' | 'down';
};

export interface Conversation {
  id: string;
  messages: ConversationMessage[];
  handling: Handling;
}

/** A message of which most is not so: what a question or a fixed reply lacks is null. */
export const plainMessage = (
  given: Pick<ConversationMessage, 'id' | 'role' | 'text'> & Partial<ConversationMessage>,
): ConversationMessage => ({
  sampling: null,
  finish_reason: null,
  timings: null,
  status: 'complete',
  action: null,
  citations: null,
  options: null,
  follow_ups: null,
  masked: null,
  author: null,
  ...given,
});

export const emergencyOf = (trace: Trace | null): ConversationMessage['emergency'] =>
  trace?.intent === 'accident' || trace?.intent === 'crisis' ? trace.intent : undefined;

/** A conversation for its owner to read. */
export async function readConversation(db: Database, owner: string, id: string): Promise<Conversation> {
  const rows = await ownedMessages(db, owner, id);
  const ids = rows.map((row) => row.id);
  const ratings = await db
    .select({ id: feedback.message_id, rating: feedback.rating })
    .from(feedback)
    .where(inArray(feedback.message_id, ids));
  const ratingOf = new Map(ratings.map(({ id, rating }) => [id, rating]));
  const shown = thread(rows).map(
    ({ conversation_id, position, reply_to, trace, created_at, heartbeat_at, ...message }) => ({
      ...message,
      emergency: emergencyOf(trace),
      rating: ratingOf.get(message.id),
    }),
  );
  return { id, messages: shown, handling: await handlingOf(db, id) };
}

/** A conversation as its owner's list has it. */
export interface ConversationSummary {
  id: string;
  /** The first question. */
  title: string;
  updated_at: string;
}

const MOST_LISTED = 100;

/** Somebody's conversations in which something was said, the one that changed last first. */
export async function listConversations(
  db: Database,
  owner: string,
  channel: (typeof conversations.$inferSelect)['channel'] = 'web',
): Promise<ConversationSummary[]> {
  const title = sql<string>`(select said.text from ${messages} as said where
    said.conversation_id = ${conversations}.id and said.role = 'user' order by said.position limit 1)`;
  const rows = await db
    .select({ id: conversations.id, title, updated_at: conversations.updated_at })
    .from(conversations)
    .where(and(eq(conversations.owner, owner), eq(conversations.channel, channel), sql`${title} is not null`))
    .orderBy(desc(conversations.updated_at))
    .limit(MOST_LISTED);
  return rows.map((row) => ({ ...row, updated_at: row.updated_at.toISOString() }));
}

/**
 * Deletes a conversation and all that belongs to it: messages, traces, feedback, its hand-offs.
 *
 * @throws conversation_not_found
 */
export async function deleteConversation(db: Database, owner: string, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const rows = await ownedMessages(tx, owner, id, { lock: true });
    const streaming = rows.filter(({ status }) => status === 'streaming');
    await tx.delete(conversations).where(eq(conversations.id, id));
    await announce(tx, 'queue', `conversation:${id}`, ...streaming.map((row) => `stop:${row.id}` as const));
  });
}

/** Begins a conversation in which nothing has been said yet. @returns its id */
export async function newConversation(
  db: Database,
  owner: string,
  channel: (typeof conversations.$inferSelect)['channel'] = 'web',
): Promise<string> {
  const [{ id }] = await db
    .insert(conversations)
    .values({ owner, channel })
    .returning({ id: conversations.id });
  return id;
}
