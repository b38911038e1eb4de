import { and, asc, desc, eq, inArray, lt, max, ne, sql } from 'drizzle-orm';
import type { Database } from '@/lib/db/connection';
import { entries, entry_versions } from '@/lib/db/schema';
import { OndamError } from '@/lib/errors';
import type { Entry } from './entry';
import type { Embed } from './search';
import { type EntryVersion, raiseRevision, readEntry, today, versionFields } from './served';
import { embedVersions } from './vectors';

/**
 * The versions of the bank's knowledge and what may happen to one: draft > reviewed > published > retired. What
 * customers read has been seen by two people, and what they have read stays as it was.
 */
export const STATUSES = entry_versions.status.enumValues;
export type Status = EntryVersion['status'];

/**
 * Writes an entry's texts down as a draft: a new version, or in place of a draft of `version`. A draft that
 * changes has to be reviewed again.
 *
 * @throws entry_not_found; entry_not_editable when that version is published or retired
 */
export async function saveDraft(
  db: Database,
  entry: Entry,
  author: string,
  version?: number,
): Promise<EntryVersion> {
  return db.transaction(async (tx) => {
    if (version === undefined) return (await addVersions(tx, [entry], { status: 'draft', author }))[0];
    const { status } = await lockVersion(tx, entry.id, version);
    if (status !== 'draft' && status !== 'reviewed') throw new OndamError('entry_not_editable');
    const { id: _, ...texts } = entry;
    return change(tx, entry.id, version, {
      ...texts,
      author,
      status: 'draft',
      reviewer: null,
      reviewed_at: null,
    });
  });
}

/**
 * A second person agrees to a draft.
 *
 * @throws entry_not_found; entry_not_draft; own_draft when the reviewer wrote it
 */
export async function review(
  db: Database,
  entry_id: string,
  version: number,
  reviewer: string,
): Promise<EntryVersion> {
  return db.transaction(async (tx) => {
    const { status, author } = await lockVersion(tx, entry_id, version);
    if (status !== 'draft') throw new OndamError('entry_not_draft');
    if (author === reviewer) throw new OndamError('own_draft');
    return change(tx, entry_id, version, { status: 'reviewed', reviewer, reviewed_at: sql`now()` });
  });
}

/**
 * Serves a reviewed version from its effective date on, and retires all versions before it; what is served
 * until that date stays. Its embedding is made in the same transaction.
 *
 * @param embed null leaves the embedding for later (`embedMissing`)
 * @throws entry_not_found; entry_not_reviewed
 */
export async function publish(
  db: Database,
  entry_id: string,
  version: number,
  { embed }: { embed: Embed | null },
): Promise<EntryVersion> {
  return db.transaction(async (tx) => {
    const { status, effective_date } = await lockVersion(tx, entry_id, version);
    if (status !== 'reviewed') throw new OndamError('entry_not_reviewed');
    const until = effective_date > today() ? (await readEntry(tx, entry_id))?.version : undefined;
    await retireVersions(
      tx,
      entry_id,
      lt(entry_versions.version, version),
      until === undefined ? undefined : ne(entry_versions.version, until),
    );
    const published = await change(tx, entry_id, version, { status: 'published', published_at: sql`now()` });
    if (embed) await embedVersions(tx, [published], embed);
    await raiseRevision(tx);
    return published;
  });
}

/**
 * Takes a version out of use, a draft too. With what is served go the versions that it had replaced: nothing
 * outdated comes back.
 *
 * @throws entry_not_found; entry_already_retired
 */
export async function retire(db: Database, entry_id: string, version: number): Promise<EntryVersion> {
  return db.transaction(async (tx) => {
    const { status, effective_date } = await lockVersion(tx, entry_id, version);
    if (status === 'retired') throw new OndamError('entry_already_retired');
    if (status === 'published' && effective_date <= today()) {
      await retireVersions(
        tx,
        entry_id,
        lt(entry_versions.version, version),
        eq(entry_versions.status, 'published'),
      );
    }
    const [retired] = await retireVersions(tx, entry_id, eq(entry_versions.version, version));
    await raiseRevision(tx);
    return retired;
  });
}

/** An entry's history, newest version first. */
export async function versions(db: Database, entry_id: string): Promise<EntryVersion[]> {
  return db
    .select(versionFields)
    .from(entry_versions)
    .where(eq(entry_versions.entry_id, entry_id))
    .orderBy(desc(entry_versions.version));
}

/**
 * Each entry once, as its newest version has it.
 *
 * @param status the newest version of that status @param text occurs in a wording, the answer or the id
 */
export async function listEntries(
  db: Database,
  { area, status, text }: { area?: string; status?: Status; text?: string } = {},
): Promise<EntryVersion[]> {
  const newest = db
    .selectDistinctOn([entry_versions.entry_id], versionFields)
    .from(entry_versions)
    .where(status && eq(entry_versions.status, status))
    .orderBy(entry_versions.entry_id, desc(entry_versions.version))
    .as('newest');
  const searched = sql`lower(concat_ws(e'\n', ${newest.id}, ${newest.question},
    array_to_string(${newest.variants}, e'\n'), ${newest.answer}))`;
  return db
    .select()
    .from(newest)
    .where(
      and(
        area === undefined ? undefined : eq(newest.area, area),
        text ? sql`strpos(${searched}, lower(${text.normalize('NFC').trim()}::text)) > 0` : undefined,
      ),
    )
    .orderBy(asc(newest.id));
}

/** Adds a version to each of the entries, making those that are new. */
export async function addVersions(
  tx: Database,
  added: readonly Entry[],
  fields: Pick<typeof entry_versions.$inferInsert, 'status' | 'author' | 'published_at'>,
): Promise<EntryVersion[]> {
  const rows: EntryVersion[] = [];
  // A statement takes 65,535 parameters at most.
  for (let from = 0; from < added.length; from += 1000) {
    const some = added.slice(from, from + 1000);
    const ids = some.map(({ id }) => id);
    const made = ids.toSorted().map((id) => ({ id }));
    await tx.insert(entries).values(made).onConflictDoNothing();
    await lockEntries(tx, ids);
    const last = await tx
      .select({ id: entry_versions.entry_id, version: max(entry_versions.version) })
      .from(entry_versions)
      .where(inArray(entry_versions.entry_id, ids))
      .groupBy(entry_versions.entry_id);
    const lastOf = new Map(last.map(({ id, version }) => [id, version ?? 0]));
    const values = some.map(({ id, ...texts }) => ({
      entry_id: id,
      version: (lastOf.get(id) ?? 0) + 1,
      ...texts,
      ...fields,
    }));
    rows.push(...(await tx.insert(entry_versions).values(values).returning(versionFields)));
  }
  return rows;
}

/** Holds entries against other writers until the transaction ends: in one order, so that no two wait in a ring. */
function lockEntries(tx: Database, ids: string[]) {
  return tx.select().from(entries).where(inArray(entries.id, ids)).orderBy(asc(entries.id)).for('update');
}

/**
 * A version as it stands, held against other writers until the transaction ends.
 *
 * @throws entry_not_found
 */
export async function lockVersion(tx: Database, entry_id: string, version: number): Promise<EntryVersion> {
  await lockEntries(tx, [entry_id]);
  const [row] = await tx.select(versionFields).from(entry_versions).where(isVersion(entry_id, version));
  if (!row) throw new OndamError('entry_not_found');
  return row;
}

const isVersion = (entry_id: string, version: number) =>
  and(eq(entry_versions.entry_id, entry_id), eq(entry_versions.version, version));

async function change(
  tx: Database,
  entry_id: string,
  version: number,
  to: Parameters<ReturnType<typeof tx.update<typeof entry_versions>>['set']>[0],
): Promise<EntryVersion> {
  const [row] = await tx
    .update(entry_versions)
    .set(to)
    .where(isVersion(entry_id, version))
    .returning(versionFields);
  return row;
}

/** Retires those of an entry's versions that are not yet. */
function retireVersions(tx: Database, entry_id: string, ...which: Parameters<typeof and>) {
  return tx
    .update(entry_versions)
    .set({ status: 'retired', retired_at: sql`now()` })
    .where(and(eq(entry_versions.entry_id, entry_id), ne(entry_versions.status, 'retired'), ...which))
    .returning(versionFields);
}
