import { getConnection } from '@/lib/db/connection';
import { scrub } from '@/lib/db/scrub';
import { readEnvironment } from '@/lib/env';
import { log } from './log';
import { deleteExpired } from './retention';

const HOUR_MS = 60 * 60 * 1000;

/** While the server runs: what has expired is deleted each hour, and taken from an embedded database's disk each day. */
export function keepHouse(): void {
  let hours = 0;
  const attempt = async () => {
    try {
      const { db, archive } = await getConnection();
      const conversations = await deleteExpired(db, readEnvironment().ONDAM_RETENTION_DAYS);
      if (conversations > 0) log.info({ conversations }, 'expired conversations deleted');
      // A server's tables would be locked; there it is a person's to do (npm run retention -- --scrub).
      if (archive && hours++ % 24 === 23) await scrub(db);
    } catch (thrown) {
      log.error({ err: thrown }, 'housekeeping failed; it is tried again in an hour');
    }
  };
  void attempt();
  setInterval(attempt, HOUR_MS).unref();
}
