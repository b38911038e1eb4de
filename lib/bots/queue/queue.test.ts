import { eq, sql } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { Changes } from '@/lib/db/changes';
import { bot_jobs } from '@/lib/db/schema';
import { describeOnBothDatabases } from '@/lib/db/testing';
import {
  claim,
  complete,
  deadJobs,
  enqueue,
  isPending,
  type Job,
  MOST_ATTEMPTS,
  note,
  renew,
  retry,
  revive,
} from './jobs';
import { Hopeless, work } from './worker';

describeOnBothDatabases('the queue of bots', (db, connection) => {
  beforeEach(() => db().delete(bot_jobs));

  const add = (key: string, lane = key) => enqueue(db(), { key, lane, payload: { key } });
  /** Lets time pass for a job: its lease has run out, and its wait is over. */
  const later = () =>
    db().update(bot_jobs).set({ leased_until: sql`now() - interval '1 second'`, run_at: sql`now()` });
  const taken = async () => (await claim(db())) as Job;

  it('takes an event once, however often and however simultaneously it is delivered', async () => {
    const ids = await Promise.all(Array.from({ length: 8 }, () => add('event')));
    expect(ids.filter((id) => id !== undefined)).toHaveLength(1);
    await complete(db(), await taken());
    expect(await add('event')).toBeUndefined();
    expect(await claim(db())).toBeUndefined();
  });

  it('gives each job to one of several who look at once', async () => {
    for (let i = 0; i < 5; i++) await add(`job ${i}`);
    const claimed = await Promise.all(Array.from({ length: 8 }, () => claim(db())));
    const keys = claimed.flatMap((job) => (job ? [job.key] : []));
    expect(new Set(keys).size).toBe(keys.length);
    for (let job = await claim(db()); job; job = await claim(db())) keys.push(job.key);
    expect(keys.sort()).toEqual([0, 1, 2, 3, 4].map((i) => `job ${i}`));
  });

  it('keeps the order of a lane, and lets other lanes by', async () => {
    await add('first', 'chat');
    await add('second', 'chat');
    await add('other', 'another chat');
    const first = await taken();
    expect([first.key, (await taken()).key]).toEqual(['first', 'other']);
    expect(await claim(db())).toBeUndefined();
    await complete(db(), first);
    expect((await taken()).key).toBe('second');
  });

  it('holds a lane back while its first job waits to be tried again', async () => {
    await add('first', 'chat');
    await add('second', 'chat');
    await retry(db(), await taken(), 'refused', 60);
    expect(await claim(db())).toBeUndefined();
    await later();
    expect(await taken()).toMatchObject({ key: 'first', attempts: 2 });
  });

  it('gives a dead process’s job to another, with what it had done; the dead one’s word counts no more', async () => {
    const id = (await add('job')) as number;
    const dead = await taken();
    await note(db(), dead, { answer_id: 'a' });
    expect(await claim(db())).toBeUndefined();
    await later();
    const alive = await taken();
    expect(alive.progress).toEqual({ answer_id: 'a' });
    expect(await renew(db(), dead)).toBe(false);
    await complete(db(), dead);
    expect(await isPending(db(), id)).toBe(true);
    await complete(db(), alive);
    expect(await isPending(db(), id)).toBe(false);
  });

  it('gives up after so many attempts, keeps what was to be done, and can be told to try again', async () => {
    await add('job');
    for (let i = 0; i < MOST_ATTEMPTS; i++) {
      await retry(db(), await taken(), 'Telegram is away');
      await later();
    }
    expect(await claim(db())).toBeUndefined();
    expect(await deadJobs(db())).toMatchObject([
      { key: 'job', error: 'Telegram is away', payload: { key: 'job' } },
    ]);
    expect(await revive(db())).toBe(1);
    expect(await taken()).toMatchObject({ key: 'job', attempts: 1 });
  });

  it('forgets what was said once it is done', async () => {
    const id = (await add('job')) as number;
    await complete(db(), await taken());
    expect(await db().select().from(bot_jobs).where(eq(bot_jobs.id, id))).toMatchObject([
      { payload: null, state: 'done' },
    ]);
  });

  it('works at once on what comes in, retries what fails and buries what is hopeless', async () => {
    const ending = new AbortController();
    const tried: string[] = [];
    const changes = await Changes.of(connection());
    const working = work(
      { db: db(), changes },
      async ({ key, attempts }) => {
        tried.push(key);
        if (key === 'hopeless') throw new Hopeless('blocked');
        if (key === 'flaky' && attempts === 1) throw new Error('away');
      },
      ending.signal,
    );
    for (const key of ['fine', 'flaky', 'hopeless']) await add(key);
    await expect
      .poll(() => db().select().from(bot_jobs).where(eq(bot_jobs.state, 'done')), { timeout: 10_000 })
      .toHaveLength(2);
    ending.abort();
    await working;
    expect(tried.sort()).toEqual(['fine', 'flaky', 'flaky', 'hopeless']);
    expect(await deadJobs(db())).toMatchObject([{ key: 'hopeless', error: 'Hopeless: blocked' }]);
  });
});
