import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import { drizzle as drizzlePglite } from 'drizzle-orm/pglite';
import { migrate as migratePglite } from 'drizzle-orm/pglite/migrator';
import { drizzle as drizzlePostgres } from 'drizzle-orm/postgres-js';
import { migrate as migratePostgres } from 'drizzle-orm/postgres-js/migrator';
import postgres from 'postgres';
import { readEnvironment } from '@/lib/env';
import { singleton } from '@/lib/singleton';
import { holdDirectory } from './lock';
import * as schema from './schema';

/** The same queries over either driver. */
export type Database = PgDatabase<PgQueryResultHKT, typeof schema>;

export interface Connection {
  db: Database;
  /** Hears what is announced (see changes.ts), by whichever process; gives what ends it. */
  listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>;
  /** Of the embedded database: all its files, as an archive to restore from. */
  archive?(): Promise<Blob>;
  close(): Promise<void>;
}

// The working directory, not this file's place: once bundled, this file stands elsewhere.
const migrationsFolder = path.join(process.cwd(), 'lib/db/migrations');

/** Any number that no other program locks: processes starting together migrate one after another. */
const MIGRATION_LOCK = 1_588_0000;

/** Connects to a PostgreSQL server and brings its schema up to date. */
export async function openPostgres(url: string): Promise<Connection> {
  const migrator = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 5 });
  try {
    await migrator`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await migratePostgres(drizzlePostgres(migrator), { migrationsFolder });
  } finally {
    await migrator.end();
  }
  // Of a server that is away a query fails within seconds; the driver's own patience grows to 20 seconds a query.
  const client = postgres(url, { connect_timeout: 5, backoff: () => 0.5 });
  const listen: Connection['listen'] = async (channel, heard) =>
    (await client.listen(channel, heard)).unlisten;
  return { db: drizzlePostgres(client, { schema }), listen, close: () => client.end() };
}

/**
 * Opens the embedded PostgreSQL in `directory`, or in memory without one, and brings its schema up to date.
 *
 * @param archive what `archive()` gave, to fill an empty directory with
 */
export async function openEmbedded(directory?: string, archive?: Blob): Promise<Required<Connection>> {
  if (directory) mkdirSync(directory, { recursive: true });
  const release = directory ? await holdDirectory(directory) : () => {};
  const client = await PGlite.create({
    dataDir: directory,
    loadDataDir: archive,
    extensions: { vector },
  });
  const db = drizzlePglite(client, { schema });
  await migratePglite(db, { migrationsFolder });
  const close = async () => {
    await client.close();
    release();
  };
  return {
    db,
    listen: (channel, heard) => client.listen(channel, heard),
    archive: () => client.dumpDataDir('gzip'),
    close,
  };
}

/** Connects to the database that the environment names. */
export function openConfigured(): Promise<Connection> {
  const { DATABASE_URL } = readEnvironment();
  return DATABASE_URL ? openPostgres(DATABASE_URL) : openEmbedded(embeddedDirectory());
}

/** Where the embedded database keeps its files. */
export const embeddedDirectory = () => path.join(readEnvironment().ONDAM_DATA_DIR, 'pg');

/** The process's one connection. */
export const getConnection = singleton('connection', openConfigured);

export const getDatabase = async (): Promise<Database> => (await getConnection()).db;
