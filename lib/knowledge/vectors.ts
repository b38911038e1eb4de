import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Database } from '@/lib/db/connection';
import { entry_texts, knowledge_revision } from '@/lib/db/schema';
import type { Embed } from './search';
import { raiseRevision, servedVersions, today } from './served';

/** The width of the column `embedding` (lib/db/migrations). */
export const EMBEDDING_SIZE = 320;

/** pgvector's vector or real[]: each is cast from and to real[]. */
const embedding = sql`${entry_texts}."embedding"`;

export interface Neighbour {
  entry_id: string;
  text_id: number;
  /** Cosine. */
  similarity: number;
}

interface TextVector {
  entry_id: string;
  text_id: number;
  embedding: Float32Array;
}

/** The `k` texts of served entries that are nearest to an embedding, best first. */
export async function nearest(
  db: Database,
  query: Float32Array,
  k: number,
  day = today(),
): Promise<Neighbour[]> {
  check(query);
  const [{ pgvector, revision }] = await db
    .select({ pgvector: sql<boolean>`${hasPgvector}`, revision: knowledge_revision.revision })
    .from(knowledge_revision);
  return pgvector ? nearestByIndex(db, query, k, day) : nearestOf(await loaded(db, revision, day), query, k);
}

const hasPgvector = sql`exists (
  select from pg_attribute join pg_type on pg_type.oid = atttypid
  where attrelid = 'entry_texts'::regclass and attname = 'embedding' and typname = 'vector'
)`;

function nearestByIndex(db: Database, query: Float32Array, k: number, day: string): Promise<Neighbour[]> {
  const distance = sql`${embedding} <=> ${JSON.stringify([...query])}::text::vector`;
  const served = servedVersions(db, day).as('served');
  return db.transaction(async (tx) => {
    // The index looks around more than it would, and goes on until k of the texts found are of served entries.
    await tx.execute(sql`select set_config('hnsw.ef_search', '100', true),
      set_config('hnsw.iterative_scan', 'strict_order', true)`);
    return tx
      .select({
        entry_id: entry_texts.entry_id,
        text_id: entry_texts.id,
        similarity: sql<number>`1 - (${distance})`,
      })
      .from(entry_texts)
      .innerJoin(served, and(eq(served.id, entry_texts.entry_id), eq(served.version, entry_texts.version)))
      .where(isNotNull(embedding))
      .orderBy(distance)
      .limit(k);
  });
}

/** The reference for the index, and what stands in for it: every text compared. */
export function nearestOf(texts: readonly TextVector[], query: Float32Array, k: number): Neighbour[] {
  return texts
    .map(({ entry_id, text_id, embedding }) => ({
      entry_id,
      text_id,
      similarity: dot(embedding, query) / Math.sqrt(dot(embedding, embedding) * dot(query, query)),
    }))
    .sort((a, b) => b.similarity - a.similarity)
    .slice(0, k);
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** Each database's vectors as they were last read. */
const cache = new WeakMap<Database, { revision: number; day: string; texts: TextVector[] }>();

async function loaded(db: Database, revision: number, day: string): Promise<TextVector[]> {
  const last = cache.get(db);
  if (last?.revision === revision && last.day === day) return last.texts;
  const texts = await servedEmbeddings(db, day);
  cache.set(db, { revision, day, texts });
  return texts;
}

/** The embeddings of all texts of served entries, those of one entry in the order question, variants, answer. */
export async function servedEmbeddings(db: Database, day = today()): Promise<TextVector[]> {
  const served = servedVersions(db, day).as('served');
  const rows = await db
    .select({
      entry_id: entry_texts.entry_id,
      text_id: entry_texts.id,
      numbers: sql<string>`${embedding}::real[]::text`,
    })
    .from(entry_texts)
    .innerJoin(served, and(eq(served.id, entry_texts.entry_id), eq(served.version, entry_texts.version)))
    .where(isNotNull(embedding))
    .orderBy(asc(entry_texts.id));
  return rows.map(({ entry_id, text_id, numbers }) => ({
    entry_id,
    text_id,
    embedding: Float32Array.from(numbers.slice(1, -1).split(','), Number),
  }));
}

/** Keeps texts' embeddings; what is no longer there is passed over. */
export async function saveEmbeddings(
  db: Database,
  rows: readonly { text_id: number; embedding: Float32Array }[],
): Promise<void> {
  for (const row of rows) check(row.embedding);
  const values = JSON.stringify(
    rows.map(({ text_id, embedding }) => ({ text_id, embedding: [...embedding] })),
  );
  await db.transaction(async (tx) => {
    await tx.execute(sql`
      update ${entry_texts} set embedding = given.embedding
      from json_to_recordset(${values}::text::json) as given (text_id bigint, embedding real[])
      where ${entry_texts.id} = given.text_id`);
    await raiseRevision(tx);
  });
}

/** Embeds the texts that have no embedding yet. @returns how many there were */
export async function embedMissing(db: Database, embed: Embed): Promise<number> {
  const BATCH = 64;
  for (let done = 0; ; ) {
    const texts = await db
      .select({ text_id: entry_texts.id, text: entry_texts.text })
      .from(entry_texts)
      .where(isNull(embedding))
      .orderBy(asc(entry_texts.id))
      .limit(BATCH);
    if (texts.length === 0) return done;
    await embedTexts(db, texts, embed);
    done += texts.length;
  }
}

/** Embeds texts of the index and keeps their embeddings. */
export async function embedTexts(
  db: Database,
  texts: readonly { text_id: number; text: string }[],
  embed: Embed,
): Promise<void> {
  const embeddings = await embed(texts.map(({ text }) => text));
  await saveEmbeddings(
    db,
    texts.map(({ text_id }, i) => ({ text_id, embedding: embeddings[i] })),
  );
}

function check(embedding: Float32Array | undefined): void {
  if (embedding?.length === EMBEDDING_SIZE && embedding.every(Number.isFinite) && dot(embedding, embedding)) {
    return;
  }
  throw new TypeError(`an embedding is ${EMBEDDING_SIZE} finite numbers that are not all 0`);
}
