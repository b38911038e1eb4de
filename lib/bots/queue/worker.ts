import type { Changes } from '@/lib/db/changes';
import type { Database } from '@/lib/db/connection';
import { asOndamError } from '@/lib/errors';
import { log } from '@/lib/ops/log';
import { bury, claim, complete, type Job, LEASE_SECONDS, renew, retry, sweep } from './jobs';

/** Does a job; it may run again after it failed, or its process died: at least once, not exactly once. */
export type Handler = (job: Job, signal: AbortSignal) => Promise<void>;

/** A failure that trying again cannot mend. */
export class Hopeless extends Error {
  override name = 'Hopeless';
}

/** A failure of somebody who says when to come back. */
export class TooEarly extends Error {
  override name = 'TooEarly';
  constructor(readonly seconds: number) {
    super(`told to wait ${seconds} s`);
  }
}

/** As many as the model answers at a time. */
const AT_ONCE = 4;
/** Jobs are announced as they come in; what waits for its time, or lost its process, is looked for this often. */
const LOOK_EVERY_MS = 1000;
const SWEEP_EVERY_MS = 60 * 60 * 1000;

/**
 * Does the queue's jobs until the signal; what is unfinished then is done by whichever process lives.
 *
 * @returns once nothing runs any more
 */
export async function work(
  { db, changes }: { db: Database; changes: Changes },
  handle: Handler,
  signal: AbortSignal,
): Promise<void> {
  const running = new Set<Promise<void>>();
  let swept = 0;
  for await (const _ of changes.watch('jobs', signal, LOOK_EVERY_MS)) {
    try {
      while (running.size < AT_ONCE && !signal.aborted) {
        const job = await claim(db);
        if (!job) break;
        const run: Promise<void> = attempt(db, job, handle, signal).finally(() => running.delete(run));
        running.add(run);
      }
      if (performance.now() - swept > SWEEP_EVERY_MS || swept === 0) {
        swept = performance.now();
        await sweep(db);
      }
    } catch (thrown) {
      if (!signal.aborted) log.error({ err: thrown }, 'the queue cannot be read');
    }
  }
  await Promise.all(running);
}

async function attempt(db: Database, job: Job, handle: Handler, signal: AbortSignal): Promise<void> {
  const lost = new AbortController();
  const lease = setInterval(
    () =>
      renew(db, job).then(
        (kept) => kept || lost.abort(),
        (err) => log.error({ err }, 'a lease was not renewed'),
      ),
    (LEASE_SECONDS * 1000) / 3,
  );
  try {
    await handle(job, AbortSignal.any([signal, lost.signal]));
    await complete(db, job);
  } catch (thrown) {
    if (signal.aborted || lost.signal.aborted) return;
    await failed(db, job, thrown).catch((err) => log.error({ err }, 'a failed job was not put back'));
  } finally {
    clearInterval(lease);
  }
}

async function failed(db: Database, job: Job, thrown: unknown): Promise<void> {
  const { code, cause } = asOndamError(thrown);
  // Of our own errors the code; of others what they are, which names no person.
  const error = code === 'internal' && cause instanceof Error ? `${cause.name}: ${cause.message}` : code;
  log.warn({ err: error, job: job.id, attempt: job.attempts }, 'a job failed');
  if (thrown instanceof Hopeless) await bury(db, job, error);
  else await retry(db, job, error, thrown instanceof TooEarly ? thrown.seconds : 0);
}
