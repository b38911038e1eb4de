import { and, count, eq, gte, isNotNull, sql } from 'drizzle-orm';
import type { Database } from '@/lib/db/connection';
import { feedback, handoffs } from '@/lib/db/schema';
import { answersSince } from './answers';
import { type Daily, dailyOf } from './daily';
import { ANSWERING, KINDS, type Kind } from './kinds';
import { type Period, since } from './period';

/** Half, 19 of 20, and 99 of 100 were no slower, in milliseconds. */
export interface Percentiles {
  p50: number;
  p95: number;
  p99: number;
}

/** How many questions had their best hit between `from` and 0.1 more. */
export interface ScoreBucket {
  from: number;
  answered: number;
  declined: number;
}

export interface Insights {
  days: Period;
  questions: number;
  kinds: Record<Kind, number>;
  /** Of what was asked of the bank's knowledge, the share that was answered; null when nothing was asked. */
  answer_rate: number | null;
  /** Null where nothing was measured. */
  total_ms: Percentiles | null;
  first_token_ms: Percentiles | null;
  tokens_per_second: number | null;
  scores: ScoreBucket[];
  handoffs: { count: number; median_wait_s: number | null };
  feedback: {
    up: number;
    down: number;
    reasons: { reason: (typeof feedback.$inferSelect)['reason']; count: number }[];
  };
  daily: Daily[];
}

/** How the assistant did in a period: what was asked, what became of it, how long it took, what customers thought. */
export async function insightsOf(db: Database, days: Period): Promise<Insights> {
  const [daily, speed, scores, waits, reasons] = await Promise.all([
    dailyOf(db, days),
    speedOf(db, days),
    scoresOf(db, days),
    waitsOf(db, days),
    reasonsOf(db, days),
  ]);
  const sum = (of: (day: Daily) => number) => daily.reduce((total, day) => total + of(day), 0);
  return {
    days,
    questions: sum((day) => day.questions),
    kinds: Object.fromEntries(KINDS.map((kind) => [kind, sum((day) => day.kinds[kind])])) as Record<
      Kind,
      number
    >,
    ...speed,
    scores,
    handoffs: waits,
    feedback: { up: sum((day) => day.up), down: sum((day) => day.down), reasons },
    daily,
  };
}

async function speedOf(db: Database, days: Period) {
  const answers = answersSince(db, days);
  const at = (share: number, column: 'total_ms' | 'first_token_ms' | 'tokens_per_second') =>
    sql<number | null>`percentile_cont(${share}::float8) within group (order by ${answers[column]})`;
  const three = (column: 'total_ms' | 'first_token_ms') => ({
    p50: at(0.5, column),
    p95: at(0.95, column),
    p99: at(0.99, column),
  });
  const answering = sql.join(
    ANSWERING.map((kind) => sql`${kind}`),
    sql`, `,
  );
  const [row] = await db
    .select({
      total: three('total_ms'),
      first: three('first_token_ms'),
      tokens_per_second: at(0.5, 'tokens_per_second'),
      answer_rate: sql<number | null>`avg(case when ${answers.kind} in (${answering}) then 1 else 0 end)
        filter (where ${answers.asks})::float8`,
    })
    .from(answers);
  const { total, first, tokens_per_second, answer_rate } = row;
  const measured = ({ p50, p95, p99 }: typeof total): Percentiles | null =>
    p50 === null || p95 === null || p99 === null ? null : { p50, p95, p99 };
  return { total_ms: measured(total), first_token_ms: measured(first), tokens_per_second, answer_rate };
}

async function scoresOf(db: Database, days: Period): Promise<ScoreBucket[]> {
  const answers = answersSince(db, days);
  const bucket = sql<number>`floor(${answers.top_score} * 10)::int`;
  const found = await db
    .select({ bucket, kind: answers.kind, count: count() })
    .from(answers)
    .where(and(answers.asks, isNotNull(answers.top_score)))
    .groupBy(bucket, answers.kind);
  if (found.length === 0) return [];
  const buckets = found.map((row) => row.bucket);
  const least = Math.min(...buckets);
  const scores = Array.from({ length: Math.max(...buckets) - least + 1 }, (_, i) => ({
    from: (least + i) / 10,
    answered: 0,
    declined: 0,
  }));
  for (const row of found) {
    scores[row.bucket - least][ANSWERING.includes(row.kind) ? 'answered' : 'declined'] += row.count;
  }
  return scores;
}

async function waitsOf(db: Database, days: Period): Promise<Insights['handoffs']> {
  const waited = sql`extract(epoch from ${handoffs.claimed_at} - ${handoffs.requested_at})`;
  const [row] = await db
    .select({
      count: count(),
      median_wait_s: sql<number | null>`percentile_cont(0.5) within group (order by ${waited})::float8`,
    })
    .from(handoffs)
    .where(gte(handoffs.requested_at, since(days)));
  return row;
}

async function reasonsOf(db: Database, days: Period): Promise<Insights['feedback']['reasons']> {
  return db
    .select({ reason: feedback.reason, count: count() })
    .from(feedback)
    .where(and(eq(feedback.rating, 'down'), gte(feedback.created_at, since(days))))
    .groupBy(feedback.reason)
    .orderBy(sql`count(*) desc`);
}
