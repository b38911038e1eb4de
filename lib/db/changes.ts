import { sql } from 'drizzle-orm';
import { singleton } from '@/lib/singleton';
import { type Connection, type Database, getConnection } from './connection';

/** The one channel of PostgreSQL's LISTEN and NOTIFY that is used; topics are told apart by the payload. */
const CHANNEL = 'ondam';

/** What may change while somebody watches. */
export type Topic =
  | 'queue'
  | 'switches'
  | 'jobs'
  | `job:${number}`
  | `conversation:${string}`
  | `stop:${string}`;

/** Tells every process that a topic changed; within a transaction, once it commits. */
export async function announce(db: Database, ...topics: Topic[]): Promise<void> {
  for (const topic of topics) await db.execute(sql`select pg_notify(${CHANNEL}, ${topic})`);
}

type Heard = () => void;

/** Who waits for what, over one connection's changes. */
export class Changes {
  private readonly waiting = new Map<string, Set<Heard>>();

  private constructor() {}

  static async of(connection: Connection): Promise<Changes> {
    const changes = new Changes();
    await connection.listen(CHANNEL, (topic) => {
      for (const heard of changes.waiting.get(topic) ?? []) heard();
    });
    return changes;
  }

  /** Calls back at each change of a topic; gives what ends it. */
  on(topic: Topic, heard: Heard): () => void {
    const all = this.waiting.get(topic) ?? new Set();
    this.waiting.set(topic, all.add(heard));
    return () => {
      all.delete(heard);
      if (all.size === 0) this.waiting.delete(topic);
    };
  }

  /**
   * Yields at once, then after each change of a topic, and when `everyMs` have passed without one. Changes while
   * the caller is busy count as one. It ends with the signal.
   */
  async *watch(topic: Topic, signal: AbortSignal, everyMs: number): AsyncGenerator<void> {
    let changed = true;
    let wake = () => {};
    const rouse = () => {
      changed = true;
      wake();
    };
    const off = this.on(topic, rouse);
    signal.addEventListener('abort', rouse);
    try {
      while (!signal.aborted) {
        if (!changed) {
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, everyMs);
            wake = () => {
              clearTimeout(timer);
              resolve();
            };
          });
        }
        if (signal.aborted) return;
        changed = false;
        yield;
      }
    } finally {
      off();
      signal.removeEventListener('abort', rouse);
    }
  }
}

/** The changes of the process's own connection. */
export const getChanges = singleton('changes', async () => Changes.of(await getConnection()));
