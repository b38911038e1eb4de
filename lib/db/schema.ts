import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Action, Citation, Trace } from '@/lib/answer/citation';
import type { ChatSampling } from '@/lib/answer/sampling';
import type { GenerationResult } from '@/model/runtime/engine';

/** What one answer cost; the durations are those of the runtime's GenerationResult. */
export type Timings = GenerationResult['timings'] &
  Pick<GenerationResult['usage'], 'prompt_tokens' | 'completion_tokens'>;

const instant = (name: string) => timestamp(name, { withTimezone: true });

export const conversations = pgTable(
  'conversations',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    /** SHA-256 of the visitor's cookie: whoever reads the table cannot pose as the visitor. */
    owner: text('owner').notNull(),
    created_at: instant('created_at').notNull().defaultNow(),
  },
  (table) => [index('conversations_owner').on(table.owner)],
);

export const messages = pgTable(
  'messages',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    conversation_id: uuid('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    /** Order within the conversation, from 0. */
    position: integer('position').notNull(),
    role: text('role', { enum: ['user', 'assistant'] }).notNull(),
    /** For an answer: the question it answers. A regenerated answer is a later row for the same question. */
    reply_to: uuid('reply_to'),
    text: text('text').notNull(),
    sampling: jsonb('sampling').$type<ChatSampling>(),
    finish_reason: text('finish_reason'),
    /** Of an answer: what kind it is, what it rests on, what one may choose from, and how it came about. */
    action: text('action').$type<Action>(),
    citations: jsonb('citations').$type<Citation[]>(),
    options: jsonb('options').$type<string[]>(),
    trace: jsonb('trace').$type<Trace>(),
    /** Of a question: the kinds of personal data that were masked in it. */
    masked: jsonb('masked').$type<string[]>(),
    timings: jsonb('timings').$type<Timings>(),
    status: text('status', { enum: ['streaming', 'complete', 'interrupted'] }).notNull(),
    created_at: instant('created_at').notNull().defaultNow(),
    /** Renewed while an answer streams, so that a dead process's answers can be told from live ones. */
    heartbeat_at: instant('heartbeat_at').notNull().defaultNow(),
  },
  (table) => [unique('messages_conversation_position').on(table.conversation_id, table.position)],
);

export type MessageRow = typeof messages.$inferSelect;

/** An entry of the bank's knowledge; its texts are in its versions. Locking its row orders what happens to them. */
export const entries = pgTable('entries', {
  id: text('id').primaryKey(),
  created_at: instant('created_at').notNull().defaultNow(),
});

/**
 * Every text that an entry has had or is to have. A version that was published never changes but to retire. A further
 * column, `embedding`, is null until it is made: pgvector's vector where the server has it and real[] where not, so
 * migrations add it and lib/knowledge/vectors reads it.
 */
export const entry_versions = pgTable(
  'entry_versions',
  {
    entry_id: text('entry_id')
      .notNull()
      .references(() => entries.id),
    version: integer('version').notNull(),
    status: text('status', { enum: ['draft', 'reviewed', 'published', 'retired'] }).notNull(),
    area: text('area').notNull(),
    question: text('question').notNull(),
    variants: text('variants').array().notNull(),
    answer: text('answer').notNull(),
    staff_note: text('staff_note').notNull(),
    facts: text('facts').array().notNull(),
    /** The first day on which it is served, once published. */
    effective_date: date('effective_date').notNull(),
    source: text('source').notNull(),
    related: text('related').array().notNull(),
    author: text('author').notNull(),
    reviewer: text('reviewer'),
    created_at: instant('created_at').notNull().defaultNow(),
    reviewed_at: instant('reviewed_at'),
    published_at: instant('published_at'),
    retired_at: instant('retired_at'),
  },
  (table) => [primaryKey({ columns: [table.entry_id, table.version] })],
);

/** One row, which migrations put there: a number that grows with every change to what is served or found. */
export const knowledge_revision = pgTable(
  'knowledge_revision',
  {
    only: boolean('only').primaryKey().default(true),
    revision: bigint('revision', { mode: 'number' }).notNull(),
  },
  (table) => [check('knowledge_revision_only', sql`${table.only}`)],
);
