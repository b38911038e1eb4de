import { index, integer, jsonb, pgTable, text, timestamp, unique, uuid } from 'drizzle-orm/pg-core';
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
    timings: jsonb('timings').$type<Timings>(),
    status: text('status', { enum: ['streaming', 'complete', 'interrupted'] }).notNull(),
    created_at: instant('created_at').notNull().defaultNow(),
    /** Renewed while an answer streams, so that a dead process's answers can be told from live ones. */
    heartbeat_at: instant('heartbeat_at').notNull().defaultNow(),
  },
  (table) => [unique('messages_conversation_position').on(table.conversation_id, table.position)],
);

export type MessageRow = typeof messages.$inferSelect;
