import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import type { Database } from '@/lib/db/connection';
import { entries } from '@/lib/db/schema';
import { raiseRevision } from './served';
import { addVersions } from './store';
import { parseEntries } from './transfer';

/** Any number that no other program locks, nor the migrations: processes starting together seed once. */
const SEED_LOCK = 1_588_0001;

/**
 * Publishes the texts of a folder of .jsonl as the first versions, into a knowledge that has never held an entry.
 * Their embeddings are left for later (`embedMissing`).
 *
 * @returns how many there were
 */
export async function seedKnowledge(
  db: Database,
  folder = path.join(process.cwd(), 'data/faq'),
): Promise<number> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${SEED_LOCK})`);
    if ((await tx.select().from(entries).limit(1)).length > 0) return 0;
    const fields = { status: 'published', author: 'seed', published_at: new Date() } as const;
    const published = await addVersions(tx, readFolder(folder), fields);
    await raiseRevision(tx);
    return published.length;
  });
}

function readFolder(folder: string) {
  const files = readdirSync(folder).filter((name) => name.endsWith('.jsonl'));
  return files.sort().flatMap((name) => {
    const { entries, errors } = parseEntries('jsonl', readFileSync(path.join(folder, name), 'utf8'));
    for (const { row, field, code } of errors) throw new Error(`${name}:${row}: ${field} is ${code}`);
    return entries;
  });
}
