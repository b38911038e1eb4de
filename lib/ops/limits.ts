import { RateLimiterDrizzle, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from '@/lib/db/connection';
import { rate_limits } from '@/lib/db/schema';
import { readEnvironment } from '@/lib/env';
import { OndamError } from '@/lib/errors';

/** What is counted, and how often it may happen in a minute; an address may stand for a whole office. */
const PER_MINUTE = {
  question: () => readEnvironment().ONDAM_QUESTIONS_PER_MINUTE,
  question_address: () => 15 * readEnvironment().ONDAM_QUESTIONS_PER_MINUTE,
  write: () => 60,
  staff_write: () => 300,
  sign_in: () => 10,
  sign_in_address: () => 30,
  page: () => 300,
} as const;

const MINUTE_MS = 60_000;

export type Limited = keyof typeof PER_MINUTE;

const limiters = new WeakMap<Database, Map<Limited, RateLimiterDrizzle>>();

function limiterOf(db: Database, what: Limited): RateLimiterDrizzle {
  const known = limiters.get(db) ?? new Map<Limited, RateLimiterDrizzle>();
  limiters.set(db, known);
  const limiter =
    known.get(what) ??
    new RateLimiterDrizzle({
      storeClient: db,
      schema: rate_limits,
      keyPrefix: what,
      points: PER_MINUTE[what](),
      duration: 60,
    });
  known.set(what, limiter);
  return limiter;
}

/**
 * Counts one more of `what` for `who`. Counts are in the database: all processes share them, and none is lost by a
 * restart.
 *
 * @throws too_many_requests, with the seconds to wait
 */
export async function limit(db: Database, what: Limited, who: string): Promise<void> {
  const limiter = limiterOf(db, what);
  try {
    await limiter.consume(who).catch(async (thrown) => {
      // A count that ends later than a minute from now began before the clock was set back: it counts no more.
      if (!(thrown instanceof RateLimiterRes) || thrown.msBeforeNext <= MINUTE_MS) throw thrown;
      await limiter.delete(who);
      await limiter.consume(who);
    });
  } catch (thrown) {
    if (!(thrown instanceof RateLimiterRes)) throw thrown;
    const retry_after = Math.max(1, Math.ceil(thrown.msBeforeNext / 1000));
    throw new OndamError('too_many_requests', { values: { retry_after } });
  }
}
