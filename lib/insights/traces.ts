import { type AnyColumn, and, desc, eq, isNotNull, ne, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { sentencesOf } from '@/lib/answer/sentences';
import type { Database } from '@/lib/db/connection';
import { conversations, type MessageRow, messages } from '@/lib/db/schema';
import { OndamError } from '@/lib/errors';
import { kindOf, totalMs } from './answers';
import { KINDS, type Kind } from './kinds';
import { questionsOf } from './questions';

/** One reply in the list. */
export interface TraceLine {
  id: string;
  question: string;
  answer: string;
  kind: Kind;
  ms: number | null;
  created_at: Date;
}

export const traceQuerySchema = z.strictObject({
  text: z.string().trim().max(100).optional(),
  kind: z.literal(KINDS).optional().catch(undefined),
  /** Replies older than that one. */
  before: z.uuid().optional(),
});

const PAGE = 30;

/** The replies to customers, newest first: those of a kind, or whose question or text holds `text`. */
export async function listTraces(
  db: Database,
  { text, kind, before }: z.infer<typeof traceQuerySchema>,
): Promise<{ lines: TraceLine[]; more: boolean }> {
  const question = alias(messages, 'question');
  const holds = (column: AnyColumn) =>
    sql`strpos(lower(${column}), lower(${text?.normalize('NFC')}::text)) > 0`;
  const older = sql`(${messages.created_at}, ${messages.id}) <
    (select created_at, id from messages where id = ${before})`;
  const lines = await db
    .select({
      id: messages.id,
      question: question.text,
      answer: messages.text,
      kind: kindOf,
      ms: totalMs,
      created_at: messages.created_at,
    })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversation_id))
    .innerJoin(question, eq(question.id, messages.reply_to))
    .where(
      and(
        ne(conversations.channel, 'staff'),
        eq(messages.role, 'assistant'),
        isNotNull(messages.trace),
        kind ? sql`${kindOf} = ${kind}` : undefined,
        text ? or(holds(question.text), holds(messages.text)) : undefined,
        before ? older : undefined,
      ),
    )
    .orderBy(desc(messages.created_at), desc(messages.id))
    .limit(PAGE + 1);
  return { lines: lines.slice(0, PAGE), more: lines.length > PAGE };
}

/** Everything that is known of how a reply came about. */
export type TraceDetail = Pick<
  MessageRow,
  'id' | 'text' | 'action' | 'status' | 'finish_reason' | 'sampling' | 'timings' | 'trace' | 'created_at'
> & {
  question: string;
  masked: string[];
  citations: NonNullable<MessageRow['citations']>;
  /** The found entries' questions, by id. */
  found: Record<string, string>;
  /** How many sentences of the reply are the model's own, each of which was checked; 0 where none are. */
  checked: number;
};

/** @throws message_not_found when there is no such reply */
export async function readTrace(db: Database, message_id: string): Promise<TraceDetail> {
  if (!z.uuid().safeParse(message_id).success) throw new OndamError('message_not_found');
  const question = alias(messages, 'question');
  const [row] = await db
    .select({ reply: messages, question: question.text, masked: question.masked })
    .from(messages)
    .innerJoin(question, eq(question.id, messages.reply_to))
    .where(and(eq(messages.id, message_id), eq(messages.role, 'assistant')));
  if (!row) throw new OndamError('message_not_found');
  const { id, text, action, status, finish_reason, sampling, timings, trace, created_at } = row.reply;
  const ids = trace?.hits?.map((hit) => hit.id) ?? [];
  const added = trace?.added?.length ?? 0;
  return {
    ...{ id, text, action, status, finish_reason, sampling, timings, trace, created_at },
    question: row.question,
    masked: row.masked ?? [],
    citations: row.reply.citations ?? [],
    found: Object.fromEntries(await questionsOf(db, ids)),
    checked: trace?.wording === 'written' ? sentencesOf(text).length - added : 0,
  };
}
