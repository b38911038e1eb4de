import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { openEmbedded } from './connection';
import { holdDirectory } from './lock';
import { scrub } from './scrub';

/** A message for whoever runs the command; nothing was changed. */
export class BackupError extends Error {}

/** Where the data is: a server's address, or an embedded database's directory. */
export type Place = { url: string } | { directory: string };

/**
 * Writes all data to a file that only its owner can read: of a server pg_dump's archive, which it makes from one moment
 * while others write on; of an embedded database its files, without what was deleted.
 *
 * @throws BackupError
 */
export async function backUp(place: Place, file: string): Promise<void> {
  if (existsSync(file)) throw new BackupError(`${file} is there already`);
  const partial = `${file}.partial`;
  writeFileSync(partial, '', { mode: 0o600 });
  try {
    if ('url' in place) {
      await program('pg_dump', place.url, ['--format=custom', '--no-owner', `--file=${partial}`]);
    } else {
      if (!existsSync(path.join(place.directory, 'PG_VERSION'))) {
        throw new BackupError(`${place.directory} holds no database`);
      }
      writeFileSync(partial, await archiveOf(place.directory));
    }
    renameSync(partial, file);
  } finally {
    rmSync(partial, { force: true });
  }
}

async function archiveOf(directory: string): Promise<Buffer> {
  const { db, archive, close } = await openEmbedded(directory);
  try {
    await scrub(db);
    return Buffer.from(await (await archive()).arrayBuffer());
  } finally {
    await close();
  }
}

/**
 * Puts back what `backUp` wrote, in place of what is there: all of it, or on failure nothing. An embedded database's
 * present files are kept beside it. The app must not run.
 *
 * @returns where the files that were there are now
 * @throws BackupError
 */
export async function restore(place: Place, file: string): Promise<string | undefined> {
  if (!existsSync(file)) throw new BackupError(`${file} is not there`);
  if ('url' in place) {
    const whole = ['--single-transaction', '--clean', '--if-exists', '--no-owner', '--exit-on-error'];
    await program('pg_restore', place.url, [...whole, file]);
    return;
  }
  const { directory } = place;
  mkdirSync(path.dirname(directory), { recursive: true });
  const release = await holdDirectory(directory);
  const fresh = mkdtempSync(`${directory}.restoring-`);
  try {
    await fill(fresh, file).catch((cause) => {
      throw new BackupError(`${file} is no backup that can be read`, { cause });
    });
    if (!existsSync(directory)) {
      renameSync(fresh, directory);
      return;
    }
    const before = `${directory}.before-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
    renameSync(directory, before);
    renameSync(fresh, directory);
    return before;
  } finally {
    release();
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** An embedded database from a backup, brought up to date and closed. */
async function fill(directory: string, file: string): Promise<void> {
  // Unpacked here, where its checksum is checked: a cut archive is found out before any of it is used.
  const files = await promisify(gunzip)(readFileSync(file));
  await (await openEmbedded(directory, new Blob([new Uint8Array(files)]))).close();
}

/** Runs one of PostgreSQL's own programs on a database. @throws BackupError, with what it said */
function program(name: string, url: string, args: string[]): Promise<void> {
  // Others on the machine see a program's arguments: the password is none of them.
  const address = new URL(url);
  const env = {
    ...process.env,
    ...(address.password && { PGPASSWORD: decodeURIComponent(address.password) }),
  };
  address.password = '';
  return new Promise((resolve, reject) => {
    const given = [`--dbname=${address.href}`, ...args];
    const child = spawn(name, given, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (chunk) => {
      said = (said + chunk).slice(-2000);
    });
    child.once('error', () =>
      reject(new BackupError(`${name} is needed: install PostgreSQL's client programs`)),
    );
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new BackupError(`${name}: ${said.trim()}`)),
    );
  });
}
