import { desc, inArray } from 'drizzle-orm';
import type { Database } from '@/lib/db/connection';
import { entry_versions } from '@/lib/db/schema';

/** What entries ask, each as its newest version has it, by id. */
export async function questionsOf(db: Database, ids: Iterable<string>): Promise<Map<string, string>> {
  const { entry_id, version, question } = entry_versions;
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) return new Map();
  const rows = await db
    .selectDistinctOn([entry_id], { entry_id, question })
    .from(entry_versions)
    .where(inArray(entry_id, wanted))
    .orderBy(entry_id, desc(version));
  return new Map(rows.map((row) => [row.entry_id, row.question]));
}
