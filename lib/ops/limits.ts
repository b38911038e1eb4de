import { RateLimiterDrizzle, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from '@/lib/db/connection';
import { rate_limits } from '@/lib/db/schema';
import { readEnvironment } from '@/lib/env';
import { OndamError } from '@/lib/errors';

/** What is counted, and how often it may happen in a minute; an address may stand for a whole office. */
const PER_MINUTE = {
  question: () => readEnvironment().ONDAM_QUESTIONS_PER_MINUTE,
  question_address: () => 15 * readEnvironment().ONDAM_QUESTIONS_PER_MINUTE,
  /** Generations and the like in the lab, by address: two panes and their branches take several at once. */
  lab: () => 6 * readEnvironment().ONDAM_QUESTIONS_PER_MINUTE,
  write: () => 60,
  staff_write: () => 300,
  sign_in: () => 10,
  sign_in_address: () => 30,
  page: () => 300,
  /** Unless the key has a rate of its own. */
  api_key: () => 60,
} as const;

const MINUTE_MS = 60_000;

export type Limited = keyof typeof PER_MINUTE;

const limiters = new WeakMap<Database, Map<string, RateLimiterDrizzle>>();

function limiterOf(db: Database, what: Limited, points: number): RateLimiterDrizzle {
  const name = `${what}:${points}`;
  const known = limiters.get(db) ?? new Map<string, RateLimiterDrizzle>();
  limiters.set(db, known);
  const limiter =
    known.get(name) ??
    new RateLimiterDrizzle({
      storeClient: db,
      schema: rate_limits,
      keyPrefix: what,
      points,
      duration: 60,
    });
  known.set(name, limiter);
  return limiter;
}

/**
 * Counts one more of `what` for `who`. Counts are in the database: all processes share them, and none is lost by a
 * restart.
 *
 * @param points how often in a minute, where it is not the same for all
 * @returns how often it may still happen in this minute, and in how many seconds that minute ends
 * @throws too_many_requests, with the seconds to wait
 */
export async function limit(
  db: Database,
  what: Limited,
  who: string,
  points: number = PER_MINUTE[what](),
): Promise<{ remaining: number; reset: number }> {
  const limiter = limiterOf(db, what, points);
  try {
    const { remainingPoints, msBeforeNext } = await limiter.consume(who).catch(async (thrown) => {
      // A count that ends later than a minute from now began before the clock was set back: it counts no more.
      if (!(thrown instanceof RateLimiterRes) || thrown.msBeforeNext <= MINUTE_MS) throw thrown;
      await limiter.delete(who);
      return limiter.consume(who);
    });
    return { remaining: remainingPoints, reset: Math.max(1, Math.ceil(msBeforeNext / 1000)) };
  } catch (thrown) {
    if (!(thrown instanceof RateLimiterRes)) throw thrown;
    const retry_after = Math.max(1, Math.ceil(thrown.msBeforeNext / 1000));
    throw new OndamError('too_many_requests', { values: { retry_after } });
  }
}

/** Takes one back: what was counted turned out to be none of what is limited. */
export async function giveBack(db: Database, what: Limited, who: string): Promise<void> {
  await limiterOf(db, what, PER_MINUTE[what]()).reward(who);
}
