import { and, desc, eq, getTableColumns, lte, sql } from 'drizzle-orm';
import type { Database } from '@/lib/db/connection';
import { entry_versions, knowledge_revision } from '@/lib/db/schema';
import type { Entry } from './entry';

const { entry_id, ...columns } = getTableColumns(entry_versions);

/** A version's columns under an entry's names. */
export const versionFields = { id: entry_id, ...columns };

/** An entry as one of its versions has it. */
export type EntryVersion = Entry & Omit<typeof entry_versions.$inferSelect, 'entry_id'>;

/** The day in Korea, where the bank is: a version is served from the first minute of its effective date there. */
export function today(): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Seoul' }).format(new Date());
}

/**
 * A query for what is served on a day: of each entry the published version that took effect last. One whose
 * effective date is still to come is not served before, and the version it will replace is until then.
 */
export function servedVersions(db: Database, day: string, id?: string) {
  return db
    .selectDistinctOn([entry_versions.entry_id], versionFields)
    .from(entry_versions)
    .where(
      and(
        eq(entry_versions.status, 'published'),
        lte(entry_versions.effective_date, day),
        id === undefined ? undefined : eq(entry_versions.entry_id, id),
      ),
    )
    .orderBy(entry_versions.entry_id, desc(entry_versions.effective_date), desc(entry_versions.version));
}

/** An entry as customers get it on a day; undefined when there is none, or none in effect. */
export async function readEntry(db: Database, id: string, day = today()): Promise<EntryVersion | undefined> {
  return (await servedVersions(db, day, id))[0];
}

/** Every entry as customers get it on a day. */
export async function servedEntries(db: Database, day = today()): Promise<EntryVersion[]> {
  return servedVersions(db, day);
}

/** Grows with every change to what is served or found: a process that sees it unchanged need not read again. */
export async function knowledgeRevision(db: Database): Promise<number> {
  const [{ revision }] = await db.select().from(knowledge_revision);
  return revision;
}

/** To be called in the transaction of the change, so that no process sees the one without the other. */
export async function raiseRevision(tx: Database): Promise<void> {
  await tx.update(knowledge_revision).set({ revision: sql`${knowledge_revision.revision} + 1` });
}
