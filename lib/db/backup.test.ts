import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { record } from '@/lib/auth/audit';
import { verifyAuditChain } from '@/lib/auth/audit-chain';
import { BackupError, backUp, type Place, restore } from './backup';
import { type Connection, openEmbedded, openPostgres } from './connection';
import { conversations } from './schema';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'ondam-backup-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const server = process.env.TEST_DATABASE_URL;

describe('backup and restore (embedded PostgreSQL)', () => {
  roundTrip(
    async () => ({ directory: path.join(folder, 'pg') }),
    (place) => openEmbedded((place as { directory: string }).directory),
  );

  it('leaves nothing half done beside the data', () => {
    expect(readdirSync(folder).filter((name) => /restoring|partial/.test(name))).toEqual([]);
  });

  it('refuses while the app runs, and where there is nothing', async () => {
    const directory = path.join(folder, 'busy');
    const running = await openEmbedded(directory);
    await expect(backUp({ directory }, path.join(folder, 'busy.backup'))).rejects.toThrow('in use');
    await expect(restore({ directory }, path.join(folder, 'full.backup'))).rejects.toThrow('in use');
    await running.close();
    const nowhere = { directory: path.join(folder, 'nowhere') };
    await expect(backUp(nowhere, path.join(folder, 'nothing'))).rejects.toThrow(BackupError);
    expect(existsSync(path.join(folder, 'nothing'))).toBe(false);
  });
});

const why = server ? '' : ': skipped, TEST_DATABASE_URL is not set';
describe.skipIf(!server)(`backup and restore (PostgreSQL server${why})`, () => {
  const name = `ondam_backup_${randomUUID().replaceAll('-', '')}`;
  let admin: ReturnType<typeof postgres>;
  beforeAll(async () => {
    admin = postgres(server as string, { max: 1 });
    await admin.unsafe(`create database ${name}`);
  });
  afterAll(async () => {
    await admin.unsafe(`drop database ${name}`);
    await admin.end();
  });
  const url = () => Object.assign(new URL(server as string), { pathname: `/${name}` }).href;
  roundTrip(
    async () => ({ url: url() }),
    () => openPostgres(url()),
  );
});

function roundTrip(placeOf: () => Promise<Place>, open: (place: Place) => Promise<Connection>): void {
  const file = () => path.join(folder, 'full.backup');
  let place: Place;
  beforeAll(async () => {
    rmSync(file(), { force: true });
    place = await placeOf();
  });

  async function within<T>(work: (connection: Connection) => Promise<T>): Promise<T> {
    const connection = await open(place);
    try {
      return await work(connection);
    } finally {
      await connection.close();
    }
  }
  const owners = () =>
    within(async ({ db }) =>
      (await db.select({ owner: conversations.owner }).from(conversations)).map((c) => c.owner),
    );
  const add = (owner: string) =>
    within(async ({ db }) => {
      await db.insert(conversations).values({ owner });
      const who = { id: 'a', name: '최관리' };
      await record(db, who, 'test.backup', { type: 'test', id: owner }, { after: { rate: 3.5 } });
    });

  it('brings back what was there at the time, the audit chain intact, and nothing that came later', {
    timeout: 180_000,
  }, async () => {
    await add('before');
    await backUp(place, file());
    expect(statSync(file()).mode & 0o077).toBe(0);
    await add('after');
    await restore(place, file());
    expect(await owners()).toEqual(['before']);
    expect(await within(({ db }) => verifyAuditChain(db))).toMatchObject({ rows: 1 });
    await add('next');
    expect(await within(({ db }) => verifyAuditChain(db))).toEqual({ rows: 2, head: expect.any(String) });
  });

  it('writes over no backup', async () => {
    await expect(backUp(place, file())).rejects.toThrow(BackupError);
  });

  it('changes nothing when the file is damaged, is another, or is not there', {
    timeout: 180_000,
  }, async () => {
    const there = await owners();
    const cut = path.join(folder, 'cut.backup');
    rmSync(cut, { force: true });
    await backUp(place, cut);
    truncateSync(cut, Math.floor(statSync(cut).size / 2));
    const other = path.join(folder, 'other');
    writeFileSync(other, 'no backup at all');
    for (const bad of [cut, other, path.join(folder, 'absent')]) {
      await expect(restore(place, bad), bad).rejects.toThrow(BackupError);
      expect(await owners()).toEqual(there);
    }
  });
}
