/** A PostgreSQL server for the tests alone, in a temporary folder. */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chownSync, existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { fail, freePort, run } from './commands.mjs';

/** Where Debian and its kin keep the servers, by major version. */
const SERVERS = '/usr/lib/postgresql';

/**
 * $1: the server's programs, $2: the folder, $3: the port. Ends the server and removes the folder once our end of
 * its input closes: when we stop it, and also if we die.
 */
const KEEPER = `
  cd "$2"
  { "$1/initdb" -D data -U ondam --pwfile password --auth scram-sha-256 -E UTF8 --locale C.UTF-8 -N >/dev/null &&
    exec "$1/postgres" -D data -p "$3" -k "$2" -c listen_addresses=127.0.0.1 -c max_connections=300 -c fsync=off \\
      -c log_min_messages=fatal; } </dev/null &
  cat
  kill -QUIT $!
  wait
  rm -rf "$2"`;

/**
 * Starts a server, installing PostgreSQL first where it is missing and we may (Debian, as root).
 *
 * @returns {Promise<{ url: string, stop: () => Promise<void>, pause: () => void, resume: () => void } | undefined>}
 *   `pause` ends the server and `resume` starts it again with what it has; undefined where TEST_DATABASE_URL names
 *   one already, or where none can be had; in CI the latter is an error
 */
export async function startPostgres() {
  if (process.env.TEST_DATABASE_URL) return;
  const programs = await ensureServer();
  if (!programs) return missing();
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ondam-pg-'));
  const [port, password, user] = [String(await freePort()), randomUUID(), serverUser()];
  writeFileSync(path.join(folder, 'password'), password);
  if (user) for (const place of [path.join(folder, 'password'), folder]) chownSync(place, user.uid, user.gid);

  const keeper = spawn('sh', ['-c', KEEPER, 'keeper', programs, folder, port], {
    ...user,
    cwd: os.tmpdir(),
    stdio: ['pipe', 'ignore', 'inherit'],
    detached: true, // Ctrl-C is for us alone: the keeper ends the server in its own way.
  });
  const ended = new Promise((resolve) => keeper.once('exit', resolve));
  const control = (...args) =>
    spawnSync(`${programs}/pg_ctl`, ['-D', `${folder}/data`, '-w', '-l', '/dev/null', ...args], {
      ...user,
      cwd: os.tmpdir(),
      stdio: 'ignore',
    });
  const pause = () => void control('-m', 'fast', 'stop');
  const resume = () => void control('-o', `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1`, 'start');
  const stop = async () => {
    control('-m', 'immediate', 'stop'); // one that was resumed is not the keeper's
    keeper.stdin.end();
    await ended;
  };
  const isReady = () =>
    spawnSync(`${programs}/pg_isready`, ['-q', '-h', '127.0.0.1', '-p', port]).status === 0;
  for (const deadline = Date.now() + 120_000; !isReady(); await after(200)) {
    if (Date.now() < deadline) continue;
    await stop();
    fail('PostgreSQL이 시작되지 않아요. 위의 오류를 확인해 주세요.', 'PostgreSQL does not start; see above.');
  }
  return { url: `postgres://ondam:${password}@127.0.0.1:${port}/postgres`, stop, pause, resume };
}

function missing() {
  const korean = 'PostgreSQL 서버가 없어요. postgresql을 설치하거나 TEST_DATABASE_URL을 정해 주세요.';
  const english = 'There is no PostgreSQL server: install postgresql or set TEST_DATABASE_URL.';
  if (process.env.CI) fail(korean, english);
  console.log(
    `\n${korean}\n${english}\n서버에서 도는 테스트는 건너뛰어요. / Tests on a server are skipped.\n`,
  );
}

/** The folder of the newest server's programs. */
async function ensureServer() {
  const found = findServer();
  if (found || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return found;
  console.log('PostgreSQL을 설치해요. / Installing PostgreSQL.');
  await run('apt-get', ['update', '-q']);
  await run('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'postgresql']);
  return findServer();
}

function findServer() {
  if (!existsSync(SERVERS)) return;
  return readdirSync(SERVERS)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => `${SERVERS}/${version}/bin`)
    .find((place) => existsSync(`${place}/initdb`));
}

/** PostgreSQL refuses to run as root: then as the user that its package made. */
function serverUser() {
  if (process.getuid() !== 0) return;
  const idOf = (flag) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: idOf('-u'), gid: idOf('-g') };
}
