import { and, asc, desc, eq, inArray, lt, sql } from 'drizzle-orm';
import { announce } from '@/lib/db/changes';
import type { Database } from '@/lib/db/connection';
import { type BotJobRow, bot_jobs } from '@/lib/db/schema';

/** A process that has not renewed its lease for this long is dead: another takes its job. It renews three times as often. */
export const LEASE_SECONDS = 30;

/** After so many attempts a job is dead: it stays in the table with its last error, for somebody to look at. */
export const MOST_ATTEMPTS = 6;

/** How long events are known, so that one which is delivered again is not answered again. Platforms retry for hours. */
const KEPT_DAYS = 7;

/** A job that is being done: `attempts` counts this attempt, and by it a lease that was lost is told from one's own. */
export type Job = Pick<BotJobRow, 'id' | 'key' | 'lane' | 'payload' | 'progress' | 'attempts' | 'created_at'>;

const seconds = (count: number) => sql`now() + make_interval(secs => ${count})`;
const isOpen = inArray(bot_jobs.state, ['ready', 'active']);

/**
 * Puts work into the queue, once for each key; within a transaction, if that commits.
 *
 * A table of our own, since what a chat needs is not in pg-boss 10: one job of a lane after another in the order that
 * they came in, taken the moment that they come in, and given to another process half a minute after theirs died.
 *
 * @returns the job's id; undefined when the key is known, as is an event that is delivered again
 */
export async function enqueue(
  db: Database,
  { key, lane, payload }: { key: string; lane: string; payload: unknown },
): Promise<number | undefined> {
  const [added] = await db
    .insert(bot_jobs)
    .values({ key, lane, payload })
    .onConflictDoNothing({ target: bot_jobs.key })
    .returning({ id: bot_jobs.id });
  if (added) await announce(db, 'jobs');
  return added?.id;
}

/** Takes the oldest job that may be done now and is the first of its lane; undefined when there is none. */
export async function claim(db: Database): Promise<Job | undefined> {
  const next = sql`(
    select id from ${bot_jobs} as job
    where (job.state = 'ready' and job.run_at <= now() or job.state = 'active' and job.leased_until < now())
      and not exists (
        select 1 from ${bot_jobs} as earlier
        where earlier.lane = job.lane and earlier.id < job.id and earlier.state in ('ready', 'active')
      )
    order by job.id limit 1 for update skip locked)`;
  const [job] = await db
    .update(bot_jobs)
    .set({ state: 'active', attempts: sql`${bot_jobs.attempts} + 1`, leased_until: seconds(LEASE_SECONDS) })
    .where(eq(bot_jobs.id, next))
    .returning();
  if (!job || job.attempts <= MOST_ATTEMPTS) return job;
  // Each of its attempts took its process down with it.
  await close(db, job, { state: 'dead', error: job.error ?? 'its processes died' });
  return claim(db);
}

/** Keeps a job. @returns false when it was given to another process meanwhile */
export async function renew(db: Database, job: Job): Promise<boolean> {
  const kept = await db
    .update(bot_jobs)
    .set({ leased_until: seconds(LEASE_SECONDS) })
    .where(isOurs(job))
    .returning({ id: bot_jobs.id });
  return kept.length > 0;
}

/** Writes down what need not be done again by a later attempt. */
export async function note(db: Database, job: Job, progress: object): Promise<void> {
  job.progress = { ...(job.progress as object | null), ...progress };
  await db.update(bot_jobs).set({ progress: job.progress }).where(isOurs(job));
}

/** The job is done: what it was about is forgotten, that it was done is not. */
export const complete = (db: Database, job: Job) => close(db, job, { state: 'done', error: null });

/** The job failed for good. */
export const bury = (db: Database, job: Job, error: string) => close(db, job, { state: 'dead', error });

/**
 * The job failed, and is tried again after a while that doubles each time; after the last attempt it is dead.
 *
 * @param after at least so many seconds from now, where whoever refused has said so
 */
export async function retry(db: Database, job: Job, error: string, after = 0): Promise<void> {
  if (job.attempts >= MOST_ATTEMPTS) return bury(db, job, error);
  // Jitter keeps what failed together from coming back together.
  const wait = Math.max(after, 2 ** (job.attempts - 1) * (0.75 + Math.random() / 2));
  await db
    .update(bot_jobs)
    .set({ state: 'ready', run_at: seconds(wait), leased_until: null, error })
    .where(isOurs(job));
}

async function close(
  db: Database,
  job: Job,
  { state, error }: { state: 'done' | 'dead'; error: string | null },
): Promise<void> {
  await db
    .update(bot_jobs)
    .set({ state, error, leased_until: null, ...(state === 'done' && { payload: null }) })
    .where(isOurs(job));
  await announce(db, `job:${job.id}`, 'jobs');
}

const isOurs = ({ id, attempts }: Job) =>
  and(eq(bot_jobs.id, id), eq(bot_jobs.state, 'active'), eq(bot_jobs.attempts, attempts));

/** Whether a job is still to be done, or being done. */
export async function isPending(db: Database, id: number): Promise<boolean> {
  const found = await db
    .select({ id: bot_jobs.id })
    .from(bot_jobs)
    .where(and(eq(bot_jobs.id, id), isOpen));
  return found.length > 0;
}

/** The newest job of a lane that is still to be done. */
export async function pendingIn(db: Database, lane: string): Promise<number | undefined> {
  const [newest] = await db
    .select({ id: bot_jobs.id })
    .from(bot_jobs)
    .where(and(eq(bot_jobs.lane, lane), isOpen))
    .orderBy(desc(bot_jobs.id))
    .limit(1);
  return newest?.id;
}

/** Forgets what is long over. */
export async function sweep(db: Database): Promise<void> {
  const old = sql`now() - make_interval(days => ${KEPT_DAYS})`;
  await db.delete(bot_jobs).where(and(eq(bot_jobs.state, 'done'), lt(bot_jobs.created_at, old)));
}

/** What failed for good, oldest first. */
export const deadJobs = (db: Database): Promise<BotJobRow[]> =>
  db.select().from(bot_jobs).where(eq(bot_jobs.state, 'dead')).orderBy(asc(bot_jobs.id));

/** Lets everything that failed for good be tried again. @returns how many there are */
export async function revive(db: Database): Promise<number> {
  const revived = await db
    .update(bot_jobs)
    .set({ state: 'ready', attempts: 0, run_at: sql`now()` })
    .where(eq(bot_jobs.state, 'dead'))
    .returning({ id: bot_jobs.id });
  await announce(db, 'jobs');
  return revived.length;
}
