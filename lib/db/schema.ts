import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
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
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Action, Citation, Trace } from '@/lib/answer/citation';
import type { ChatSampling } from '@/lib/answer/sampling';
import type { ApiScope } from '@/lib/auth/api-scopes';
import type { Role } from '@/lib/auth/permissions';
import type { GenerationResult } from '@/model/runtime/engine';
import { FEEDBACK_REASONS } from '../conversations/feedback-reasons';

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
    /** Where it is held. Of `staff`, the owner is the person's id, and no customer is in it. */
    channel: text('channel', { enum: ['web', 'staff', 'kakao', 'telegram'] })
      .notNull()
      .default('web'),
    created_at: instant('created_at').notNull().defaultNow(),
    updated_at: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [index('conversations_owner').on(table.owner, table.updated_at)],
);

/**
 * Each time that a conversation went to a person. While one is open the bot is silent: unclaimed, the conversation
 * waits in the queue; claimed, it is that person's.
 */
export const handoffs = pgTable(
  'handoffs',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    conversation_id: uuid('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    requested_at: instant('requested_at').notNull().defaultNow(),
    agent_id: text('agent_id').references(() => staff.id),
    claimed_at: instant('claimed_at'),
    closed_at: instant('closed_at'),
    outcome: text('outcome', {
      enum: ['resolved', 'returned_to_bot', 'no_reply', 'inappropriate', 'cancelled'],
    }),
    /** Where Slack's channel for hand-offs tells of it: the message's timestamp, which is its id there. */
    slack_ts: text('slack_ts'),
  },
  (table) => [
    uniqueIndex('handoffs_open').on(table.conversation_id).where(sql`${table.closed_at} is null`),
    index('handoffs_queue').on(table.requested_at).where(sql`${table.closed_at} is null`),
  ],
);

export type HandoffRow = typeof handoffs.$inferSelect;

export const messages = pgTable(
  'messages',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    conversation_id: uuid('conversation_id')
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    /** Order within the conversation, from 0. */
    position: integer('position').notNull(),
    /** A notice says what happened to the conversation; its text is a code of lib/conversations/handoff. */
    role: text('role', { enum: ['user', 'assistant', 'agent', 'notice'] }).notNull(),
    /** Of an agent's message, and of a notice about them: the name that the customer sees. */
    author: text('author'),
    /** For an answer: the question it answers. A regenerated answer is a later row for the same question. */
    reply_to: uuid('reply_to'),
    text: text('text').notNull(),
    sampling: jsonb('sampling').$type<ChatSampling>(),
    finish_reason: text('finish_reason'),
    /** Of an answer: what kind it is, what it rests on, what one may choose from, and how it came about. */
    action: text('action').$type<Action>(),
    citations: jsonb('citations').$type<Citation[]>(),
    options: jsonb('options').$type<string[]>(),
    /** Of an answer: what may be asked next. */
    follow_ups: jsonb('follow_ups').$type<string[]>(),
    trace: jsonb('trace').$type<Trace>(),
    /** Of a question: the kinds of personal data that were masked in it. */
    masked: jsonb('masked').$type<string[]>(),
    timings: jsonb('timings').$type<Timings>(),
    status: text('status', { enum: ['streaming', 'complete', 'interrupted'] }).notNull(),
    created_at: instant('created_at').notNull().defaultNow(),
    /** Renewed while an answer streams, so that a dead process's answers can be told from live ones. */
    heartbeat_at: instant('heartbeat_at').notNull().defaultNow(),
  },
  (table) => [
    unique('messages_conversation_position').on(table.conversation_id, table.position),
    index('messages_created').on(table.created_at),
  ],
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

/** What a customer thought of an answer, and what staff made of it. */
export const feedback = pgTable('feedback', {
  message_id: uuid('message_id')
    .primaryKey()
    .references(() => messages.id, { onDelete: 'cascade' }),
  rating: text('rating', { enum: ['up', 'down'] }).notNull(),
  reason: text('reason', { enum: FEEDBACK_REASONS }),
  comment: text('comment').notNull().default(''),
  created_at: instant('created_at').notNull().defaultNow(),
  status: text('status', { enum: ['open', 'drafted', 'evaluation_case', 'dismissed'] })
    .notNull()
    .default('open'),
});

/** Questions that staff want every later version to answer right: from them the evaluation grows. */
export const evaluation_cases = pgTable('evaluation_cases', {
  id: uuid('id').primaryKey().defaultRandom(),
  question: text('question').notNull(),
  /** The entry that a right answer cites; null where the right reply is that there is none. */
  entry_id: text('entry_id').references(() => entries.id),
  author: text('author').notNull(),
  created_at: instant('created_at').notNull().defaultNow(),
});

/** Texts that agents send often. */
export const canned_replies = pgTable('canned_replies', {
  id: uuid('id').primaryKey().defaultRandom(),
  title: text('title').notNull(),
  text: text('text').notNull(),
  created_at: instant('created_at').notNull().defaultNow(),
});

/** Every write of staff, in order. A trigger refuses to change or to delete a row. */
export const audit_log = pgTable(
  'audit_log',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    at: instant('at').notNull().defaultNow(),
    /** Who: their id and their name at the time. */
    actor_id: text('actor_id').notNull(),
    actor: text('actor').notNull(),
    /** What: `entry.publish`; of what: `entry` and its id. */
    action: text('action').notNull(),
    subject_type: text('subject_type').notNull(),
    subject_id: text('subject_id').notNull(),
    before: jsonb('before'),
    after: jsonb('after'),
  },
  (table) => [index('audit_log_subject').on(table.subject_type, table.subject_id)],
);

/**
 * What makes the log tamper-evident: each row's hash is SHA-256 over the hash before it and the row's content, so that
 * nobody changes, removes or puts in a row without every later hash being wrong. Written by a trigger as a transaction
 * commits, in that order; lib/auth/audit-chain verifies it.
 */
export const audit_chain = pgTable('audit_chain', {
  position: bigint('position', { mode: 'number' }).primaryKey(),
  audit_id: bigint('audit_id', { mode: 'number' }).notNull().unique(),
  hash: text('hash').notNull(),
});

/** What staff turned off, and who when; what has no row is on. */
export const switches = pgTable('switches', {
  name: text('name', { enum: ['generation'] }).primaryKey(),
  on: boolean('on').notNull(),
  /** The name at the time. */
  changed_by: text('changed_by').notNull(),
  changed_at: instant('changed_at').notNull().defaultNow(),
});

/** How often somebody did something lately; the columns are rate-limiter-flexible's. */
export const rate_limits = pgTable('rate_limits', {
  key: text('key').primaryKey(),
  points: integer('points').notNull(),
  expire: timestamp('expire', { withTimezone: true }),
});

/** People of the bank. The names within these four tables are better-auth's. */
export const staff = pgTable('staff', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull().unique(),
  emailVerified: boolean('email_verified').notNull().default(false),
  image: text('image'),
  role: text('role').$type<Role>().notNull(),
  /** False for somebody who has left: their name stays in what they wrote. */
  active: boolean('active').notNull().default(true),
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});

export const staff_sessions = pgTable(
  'staff_sessions',
  {
    id: text('id').primaryKey(),
    token: text('token').notNull().unique(),
    userId: text('user_id')
      .notNull()
      .references(() => staff.id, { onDelete: 'cascade' }),
    expiresAt: instant('expires_at').notNull(),
    ipAddress: text('ip_address'),
    userAgent: text('user_agent'),
    createdAt: instant('created_at').notNull().defaultNow(),
    updatedAt: instant('updated_at').notNull().defaultNow(),
  },
  (table) => [index('staff_sessions_user').on(table.userId)],
);

export const staff_accounts = pgTable('staff_accounts', {
  id: text('id').primaryKey(),
  accountId: text('account_id').notNull(),
  providerId: text('provider_id').notNull(),
  userId: text('user_id')
    .notNull()
    .references(() => staff.id, { onDelete: 'cascade' }),
  accessToken: text('access_token'),
  refreshToken: text('refresh_token'),
  idToken: text('id_token'),
  accessTokenExpiresAt: instant('access_token_expires_at'),
  refreshTokenExpiresAt: instant('refresh_token_expires_at'),
  scope: text('scope'),
  /** Hashed by scrypt. */
  password: text('password'),
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});

export const staff_verifications = pgTable('staff_verifications', {
  id: text('id').primaryKey(),
  identifier: text('identifier').notNull(),
  value: text('value').notNull(),
  expiresAt: instant('expires_at').notNull(),
  createdAt: instant('created_at').notNull().defaultNow(),
  updatedAt: instant('updated_at').notNull().defaultNow(),
});

/** Keys of the OpenAI-compatible API. Of a key only its beginning and its hash are kept. */
export const api_keys = pgTable(
  'api_keys',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    name: text('name').notNull(),
    /** The key's first characters: people know it by them. */
    prefix: text('prefix').notNull(),
    /** SHA-256 of the key, as hex. */
    hash: text('hash').notNull().unique(),
    scopes: text('scopes').array().$type<ApiScope[]>().notNull(),
    /** The models that it may ask; null for all that are served. */
    models: text('models').array(),
    requests_per_minute: integer('requests_per_minute').notNull(),
    created_by: text('created_by').notNull(),
    created_at: instant('created_at').notNull().defaultNow(),
    last_used_at: instant('last_used_at'),
    revoked_at: instant('revoked_at'),
  },
  (table) => [index('api_keys_prefix').on(table.prefix)],
);
/** Where somebody on a messenger, or somebody of the bank on Slack, talks with the bot. */
export const bot_chats = pgTable(
  'bot_chats',
  {
    id: uuid('id').primaryKey().defaultRandom(),
    channel: text('channel', { enum: ['kakao', 'telegram', 'slack'] }).notNull(),
    /** SHA-256 of the channel and of the messenger's id of the person: the owner of their conversations. */
    owner: text('owner').notNull().unique(),
    /** The conversation that goes on; null after it was deleted, or a new one was asked for. */
    conversation_id: uuid('conversation_id').references(() => conversations.id, { onDelete: 'set null' }),
    /** Where the messenger is to deliver to; absent where it only ever asks (KakaoTalk). */
    address: text('address'),
    locale: text('locale', { enum: ['ko', 'en'] })
      .notNull()
      .default('ko'),
    /** The sampling settings that its person chose. */
    preset: text('preset', { enum: ['precise', 'balanced', 'varied'] })
      .notNull()
      .default('balanced'),
    /** The position in the conversation up to which everything was shown there. */
    delivered: integer('delivered').notNull().default(-1),
    /** What did not fit, or could not be said in time: shown when it is asked for. */
    rest: text('rest'),
    created_at: instant('created_at').notNull().defaultNow(),
  },
  (table) => [index('bot_chats_conversation').on(table.conversation_id)],
);

export type BotChat = typeof bot_chats.$inferSelect;

/**
 * Work that outlives the request which brought it, and the process that began it. One key is one event, however often
 * it is delivered. In a lane one job runs after another.
 */
export const bot_jobs = pgTable(
  'bot_jobs',
  {
    id: bigserial('id', { mode: 'number' }).primaryKey(),
    key: text('key').notNull().unique(),
    lane: text('lane').notNull(),
    /** Without personal data; null once it is done. */
    payload: jsonb('payload'),
    /** What an attempt has done that the next must not do again. */
    progress: jsonb('progress'),
    state: text('state', { enum: ['ready', 'active', 'done', 'dead'] })
      .notNull()
      .default('ready'),
    attempts: integer('attempts').notNull().default(0),
    /** Not before. */
    run_at: instant('run_at').notNull().defaultNow(),
    /** Of an active one: until when it is its process's; renewed while that lives. */
    leased_until: instant('leased_until'),
    error: text('error'),
    created_at: instant('created_at').notNull().defaultNow(),
  },
  (table) => [
    index('bot_jobs_open').on(table.lane, table.id).where(sql`${table.state} in ('ready', 'active')`),
    index('bot_jobs_created').on(table.created_at),
  ],
);

export type BotJobRow = typeof bot_jobs.$inferSelect;
