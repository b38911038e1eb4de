import { sql } from 'drizzle-orm';
import type { Database } from './connection';

/**
 * Takes from the disk what was deleted. A deleted row is gone for every query and every dump at once; its bytes stay in
 * the table's file and in the write-ahead log until both are written anew, which is done here. Each table is locked
 * while it is.
 *
 * On a server, the log is the server's to keep or to archive: where we may not switch it, it goes by the server's
 * settings.
 */
export async function scrub(db: Database): Promise<void> {
  for (const table of await tables(db)) await db.execute(sql`vacuum (full, analyze) ${sql.raw(table)}`);
  await ifPermitted(db, 'vacuum full pg_statistic');
  // A used segment would otherwise wait under another name, with what it held.
  await ifPermitted(db, 'set wal_recycle = off');
  for (const statement of ['checkpoint', 'select pg_switch_wal()', 'checkpoint'])
    await ifPermitted(db, statement);
}

/** Every table of ours, quoted. */
async function tables(db: Database): Promise<string[]> {
  const found = await db
    .select({ name: sql<string>`format('%I.%I', schemaname, tablename)` })
    .from(sql`pg_tables`)
    .where(sql`tableowner = current_user and schemaname not in ('pg_catalog', 'information_schema')`);
  return found.map(({ name }) => name);
}

const INSUFFICIENT_PRIVILEGE = '42501';

async function ifPermitted(db: Database, statement: string): Promise<void> {
  await db.execute(statement).catch((thrown) => {
    if (thrown.cause?.code !== INSUFFICIENT_PRIVILEGE) throw thrown;
  });
}
