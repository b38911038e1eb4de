import { and, asc, desc, eq, inArray, isNotNull, isNull, ne, notExists, type SQL, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import type { Database } from '@/lib/db/connection';
import { conversations, type HandoffRow, handoffs, type MessageRow, messages, staff } from '@/lib/db/schema';
import { OndamError } from '@/lib/errors';
import { waited } from './handoff';
import { thread } from './thread';

/** A conversation that came to a person, as the inbox lists it. Times are in ISO 8601. */
export interface InboxItem {
  conversation_id: string;
  /** Where it is: `closed` once the bot has it again. */
  state: 'waiting' | 'mine' | 'others' | 'closed';
  channel: (typeof conversations.$inferSelect)['channel'];
  requested_at: string;
  waiting_seconds: number;
  agent: string | null;
  outcome: HandoffRow['outcome'];
  /** The first question; empty when nothing has been asked yet. */
  title: string;
  /** The beginning of what was said last, by whom, and when. */
  excerpt: string;
  last_role: MessageRow['role'] | null;
  last_at: string;
}

/** `closed` are the latest that ended, newest first; the others stand by how long ago they were asked for. */
export type Inbox = Record<InboxItem['state'], InboxItem[]>;

/** A message as an agent sees it. */
export type AgentMessage = Pick<
  MessageRow,
  'id' | 'role' | 'author' | 'text' | 'status' | 'action' | 'citations' | 'masked'
> & { created_at: string };

/** One conversation as an agent sees it, with the latest of its hand-offs. */
export interface AgentConversation extends InboxItem {
  messages: AgentMessage[];
}

const RECENTLY_CLOSED = 20;
const EXCERPT_CHARACTERS = 120;

/** Every conversation that waits or is with a person, and those that ended lately. @param me the agent's id */
export async function listInbox(db: Database, me: string): Promise<Inbox> {
  const later = alias(handoffs, 'later');
  const again = db
    .select({ id: later.id })
    .from(later)
    .where(
      and(
        eq(later.conversation_id, handoffs.conversation_id),
        ne(later.id, handoffs.id),
        sql`${later.requested_at} >= ${handoffs.requested_at}`,
      ),
    );
  const open = await found(db, isNull(handoffs.closed_at)).orderBy(asc(handoffs.requested_at));
  const closed = await found(db, and(isNotNull(handoffs.closed_at), notExists(again)))
    .orderBy(desc(handoffs.closed_at))
    .limit(RECENTLY_CLOSED);
  const items = await itemsOf(db, me, [...open, ...closed]);
  const of = (state: InboxItem['state']) => items.filter((item) => item.state === state);
  return { waiting: of('waiting'), mine: of('mine'), others: of('others'), closed: of('closed') };
}

/**
 * A conversation for an agent to read: one that came to a person at some time, and no other.
 *
 * @throws handoff_not_found
 */
export async function readForAgent(db: Database, me: string, id: string): Promise<AgentConversation> {
  const [item] = await itemsOf(db, me, [await latest(db, id)]);
  const shown = (await rowsForAgent(db, id)).map(
    ({ id, role, author, text, status, action, citations, masked, created_at }) => ({
      ...{ id, role, author, text, status, action, citations, masked },
      created_at: created_at.toISOString(),
    }),
  );
  return { ...item, messages: shown };
}

/** The messages of a conversation that came to a person, as they are shown. @throws handoff_not_found */
export async function rowsForAgent(db: Database, id: string): Promise<MessageRow[]> {
  await latest(db, id);
  const rows = await db
    .select()
    .from(messages)
    .where(eq(messages.conversation_id, id))
    .orderBy(asc(messages.position));
  return thread(rows);
}

type Found = Awaited<ReturnType<typeof found>>[number];

function found(db: Database, which: SQL | undefined) {
  return db
    .select({
      conversation_id: handoffs.conversation_id,
      channel: conversations.channel,
      requested_at: handoffs.requested_at,
      waiting_seconds: waited,
      agent_id: handoffs.agent_id,
      agent: staff.name,
      closed_at: handoffs.closed_at,
      outcome: handoffs.outcome,
      last_at: conversations.updated_at,
    })
    .from(handoffs)
    .innerJoin(conversations, eq(conversations.id, handoffs.conversation_id))
    .leftJoin(staff, eq(staff.id, handoffs.agent_id))
    .where(which)
    .$dynamic();
}

/** The latest hand-off of a conversation: the open one, where there is one. */
async function latest(db: Database, conversation_id: string): Promise<Found> {
  if (!z.uuid().safeParse(conversation_id).success) throw new OndamError('handoff_not_found');
  const [row] = await found(db, eq(handoffs.conversation_id, conversation_id))
    .orderBy(sql`${handoffs.closed_at} desc nulls first`)
    .limit(1);
  if (!row) throw new OndamError('handoff_not_found');
  return row;
}

async function itemsOf(db: Database, me: string, rows: Found[]): Promise<InboxItem[]> {
  const ids = rows.map(({ conversation_id }) => conversation_id);
  const first = await oneEach(db, ids, eq(messages.role, 'user'), asc(messages.position));
  const last = await oneEach(db, ids, ne(messages.role, 'notice'), desc(messages.position));
  return rows.map(({ agent_id, closed_at, ...row }) => ({
    ...row,
    state: closed_at ? 'closed' : agent_id === null ? 'waiting' : agent_id === me ? 'mine' : 'others',
    requested_at: row.requested_at.toISOString(),
    title: first.get(row.conversation_id)?.text ?? '',
    excerpt: last.get(row.conversation_id)?.text ?? '',
    last_role: last.get(row.conversation_id)?.role ?? null,
    last_at: row.last_at.toISOString(),
  }));
}

/** Of each conversation the first message, in some order, of some kind that says anything. */
async function oneEach(db: Database, ids: string[], kind: SQL, order: SQL) {
  const text = sql<string>`left(${messages.text}, ${EXCERPT_CHARACTERS})`;
  const rows = await db
    .selectDistinctOn([messages.conversation_id], { id: messages.conversation_id, role: messages.role, text })
    .from(messages)
    .where(and(inArray(messages.conversation_id, ids), kind, ne(messages.text, '')))
    .orderBy(asc(messages.conversation_id), order);
  return new Map(rows.map((row) => [row.id, row]));
}
