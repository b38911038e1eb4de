import { count, countDistinct, gte, type SQL, sql } from 'drizzle-orm';
import type { Database } from '@/lib/db/connection';
import { feedback, handoffs } from '@/lib/db/schema';
import { writeCsv } from '@/lib/knowledge/csv';
import { answersSince } from './answers';
import { KINDS, type Kind } from './kinds';
import { dayOf, daysOf, type Period, since } from './period';

/** One day of the assistant's work. */
export interface Daily {
  day: string;
  questions: number;
  kinds: Record<Kind, number>;
  handoffs: number;
  up: number;
  down: number;
}

/** Every day of a period, oldest first, those on which nothing happened included. */
export async function dailyOf(db: Database, days: Period): Promise<Daily[]> {
  const answers = answersSince(db, days);
  const kinds = Object.fromEntries(
    KINDS.map((kind) => [kind, sql`count(*) filter (where ${answers.kind} = ${kind})`.mapWith(Number)]),
  ) as Record<Kind, SQL<number>>;
  const [asked, handed, judged] = await Promise.all([
    db
      .select({ day: answers.day, questions: countDistinct(answers.question_id), kinds })
      .from(answers)
      .groupBy(answers.day),
    db
      .select({ day: dayOf(handoffs.requested_at), count: count() })
      .from(handoffs)
      .where(gte(handoffs.requested_at, since(days)))
      .groupBy(dayOf(handoffs.requested_at)),
    db
      .select({ day: dayOf(feedback.created_at), rating: feedback.rating, count: count() })
      .from(feedback)
      .where(gte(feedback.created_at, since(days)))
      .groupBy(dayOf(feedback.created_at), feedback.rating),
  ]);
  const none = Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Record<Kind, number>;
  return daysOf(days).map((day) => ({
    day,
    questions: 0,
    kinds: none,
    ...asked.find((row) => row.day === day),
    handoffs: handed.find((row) => row.day === day)?.count ?? 0,
    up: judged.find((row) => row.day === day && row.rating === 'up')?.count ?? 0,
    down: judged.find((row) => row.day === day && row.rating === 'down')?.count ?? 0,
  }));
}

/** What the columns of the daily table are called. */
export type DailyHeadings = Record<'day' | 'questions' | Kind | 'queued' | 'up' | 'down', string>;

/** The daily table as a file for spreadsheets. */
export function dailyCsv(daily: readonly Daily[], headings: DailyHeadings): string {
  const columns = ['day', 'questions', ...KINDS, 'queued', 'up', 'down'] as const;
  const rows = daily.map(({ kinds, handoffs, ...day }) => {
    const cells = { ...day, ...kinds, queued: handoffs };
    return columns.map((column) => String(cells[column]));
  });
  return writeCsv([columns.map((column) => headings[column]), ...rows]);
}
