import { randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe } from 'vitest';
import { type Connection, type Database, openEmbedded, openPostgres } from './connection';

/**
 * Runs the same tests on the embedded PostgreSQL and on the server of TEST_DATABASE_URL, there in a database
 * of their own. Without that variable the server's half is skipped, by a line that says so.
 */
export function describeOnBothDatabases(name: string, tests: Tests): void {
  describe(`${name} (embedded PostgreSQL)`, () => withConnection(() => openEmbedded(), tests));
  const server = process.env.TEST_DATABASE_URL;
  const why = server ? '' : ': skipped, TEST_DATABASE_URL is not set';
  describe.skipIf(!server)(`${name} (PostgreSQL server${why})`, () =>
    withConnection(() => openFreshDatabase(server as string), tests),
  );
}

type Tests = (db: () => Database, connection: () => Connection) => void;

function withConnection(open: () => Promise<Connection>, tests: Tests): void {
  let connection: Connection;
  beforeAll(async () => {
    connection = await open();
  });
  afterAll(() => connection?.close());
  tests(
    () => connection.db,
    () => connection,
  );
}

async function openFreshDatabase(server: string): Promise<Connection> {
  const name = `ondam_test_${randomUUID().replaceAll('-', '')}`;
  const admin = postgres(server, { max: 1 });
  await admin.unsafe(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const connection = await openPostgres(url.href);
  return {
    ...connection,
    async close() {
      await connection.close();
      await admin.unsafe(`drop database ${name}`);
      await admin.end();
    },
  };
}
