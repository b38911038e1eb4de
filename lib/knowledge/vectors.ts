import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Database } from '@/lib/db/connection';
import { entry_versions } from '@/lib/db/schema';
import { type Embed, embedEntries } from './search';
import { type EntryVersion, raiseRevision, servedVersions, today, versionFields } from './served';

/** The width of the column `embedding` (lib/db/migrations). */
export const EMBEDDING_SIZE = 320;

/** pgvector's vector or real[]: each is cast from and to real[]. */
const embedding = sql`${entry_versions}."embedding"`;

/** What each served entry is about, by entry: unit vectors, of those that have one yet. */
export async function servedEmbeddings(db: Database, day = today()): Promise<Map<string, Float32Array>> {
  const served = servedVersions(db, day).as('served');
  const rows = await db
    .select({ id: entry_versions.entry_id, numbers: sql<string>`${embedding}::real[]::text` })
    .from(entry_versions)
    .innerJoin(
      served,
      and(eq(served.id, entry_versions.entry_id), eq(served.version, entry_versions.version)),
    )
    .where(isNotNull(embedding));
  return new Map(
    rows.map(({ id, numbers }) => [id, Float32Array.from(numbers.slice(1, -1).split(','), Number)]),
  );
}

/** Embeds the published versions that have no embedding yet. @returns how many there were */
export async function embedMissing(db: Database, embed: Embed): Promise<number> {
  const BATCH = 64;
  for (let done = 0; ; ) {
    const versions = await db
      .select(versionFields)
      .from(entry_versions)
      .where(and(eq(entry_versions.status, 'published'), isNull(embedding)))
      .orderBy(asc(entry_versions.entry_id), asc(entry_versions.version))
      .limit(BATCH);
    if (versions.length === 0) return done;
    await embedVersions(db, versions, embed);
    done += versions.length;
  }
}

/** Embeds versions and keeps their embeddings. */
export async function embedVersions(
  db: Database,
  versions: readonly EntryVersion[],
  embed: Embed,
): Promise<void> {
  const embeddings = await embedEntries(embed, versions);
  await saveEmbeddings(
    db,
    versions.map(({ id, version }, i) => ({ id, version, embedding: embeddings[i] })),
  );
}

/** Keeps versions' embeddings; what is no longer there is passed over. */
export async function saveEmbeddings(
  db: Database,
  rows: readonly { id: string; version: number; embedding: Float32Array }[],
): Promise<void> {
  for (const row of rows) check(row.embedding);
  const values = JSON.stringify(
    rows.map(({ id, version, embedding }) => ({ id, version, embedding: [...embedding] })),
  );
  await db.transaction(async (tx) => {
    await tx.execute(sql`
      update ${entry_versions} set embedding = given.embedding
      from json_to_recordset(${values}::text::json) as given (id text, version integer, embedding real[])
      where ${entry_versions.entry_id} = given.id and ${entry_versions.version} = given.version`);
    await raiseRevision(tx);
  });
}

function check(embedding: Float32Array | undefined): void {
  if (embedding?.length === EMBEDDING_SIZE && embedding.every(Number.isFinite) && embedding.some(Boolean))
    return;
  throw new TypeError(`an embedding is ${EMBEDDING_SIZE} finite numbers that are not all 0`);
}
