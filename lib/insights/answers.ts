import { and, eq, gte, isNotNull, ne, sql } from 'drizzle-orm';
import type { Database } from '@/lib/db/connection';
import { conversations, messages } from '@/lib/db/schema';
import type { Kind } from './kinds';
import { dayOf, type Period, since } from './period';

/** A message's kind. */
export const kindOf = sql<Kind>`case when ${messages.action} = 'answer' then ${messages.trace}->>'wording' else ${messages.action} end`;

/** From the question to the last word; of answers from before that was measured, what the model took. */
export const totalMs = sql<number | null>`coalesce((${messages.trace}->>'ms')::float8,
  (${messages.timings}->>'queue_ms')::float8 + (${messages.timings}->>'prefill_ms')::float8 + (${messages.timings}->>'decode_ms')::float8)`;

/** The replies to customers in a period that came to their end, as a query to count over. */
export function answersSince(db: Database, days: Period) {
  return db
    .select({
      question_id: messages.reply_to,
      day: dayOf(messages.created_at).as('day'),
      kind: kindOf.as('kind'),
      /** Whether the bank's knowledge was asked: neither small talk nor a wish for a person. */
      asks: sql<boolean>`${messages.trace}->>'intent' = 'question'`.as('asks'),
      top_score: sql<number | null>`(${messages.trace}->'hits'->0->>'score')::float8`.as('top_score'),
      total_ms: totalMs.as('total_ms'),
      first_token_ms:
        sql`(${messages.timings}->>'queue_ms')::float8 + (${messages.timings}->>'prefill_ms')::float8`.as(
          'first_token_ms',
        ),
      tokens_per_second: sql`(${messages.timings}->>'tokens_per_second')::float8`.as('tokens_per_second'),
    })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversation_id))
    .where(
      and(
        ne(conversations.channel, 'staff'),
        eq(messages.role, 'assistant'),
        eq(messages.status, 'complete'),
        isNotNull(messages.action),
        isNotNull(messages.trace),
        gte(messages.created_at, since(days)),
      ),
    )
    .as('answers');
}
