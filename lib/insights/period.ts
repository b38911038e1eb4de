import { type AnyColumn, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { today } from '@/lib/knowledge/served';

/** How many days are looked at together, today included. */
export const PERIODS = [7, 30, 90] as const;
export type Period = (typeof PERIODS)[number];

/** A period as an address names it; what is no period is the shortest. */
export const periodSchema = z.coerce.number().pipe(z.literal(PERIODS)).catch(PERIODS[0]);

/** The first instant of a period: days begin at midnight in Korea, where the bank is. */
export const since = (days: Period): SQL =>
  sql`(date_trunc('day', now() at time zone 'Asia/Seoul') - make_interval(days => ${days - 1}::int))
    at time zone 'Asia/Seoul'`;

/** The day in Korea on which something happened, as 2026-01-02. */
export const dayOf = (instant: AnyColumn): SQL<string> =>
  sql<string>`to_char(${instant} at time zone 'Asia/Seoul', 'YYYY-MM-DD')`;

/** The days of a period, oldest first. */
export function daysOf(days: Period): string[] {
  const last = Date.parse(`${today()}T00:00:00Z`);
  return Array.from({ length: days }, (_, i) =>
    new Date(last - (days - 1 - i) * 86_400_000).toISOString().slice(0, 10),
  );
}
