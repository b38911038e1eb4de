import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import postgres from 'postgres';
import { BuiltServer } from '../bench/server';
import { startPostgres } from '../scripts/postgres.mjs';
import { askAtLength, crowd } from './crowd';

/**
 * Two servers that share nothing but one PostgreSQL: whatever a customer begins at the one goes on at the other, and
 * what may happen once happens once over both.
 */
test.describe.configure({ mode: 'serial' });

const PHONE = '010-9182-7364';
const QUESTIONS_PER_MINUTE = 200;
const name = `ondam_replicas_${randomUUID().replaceAll('-', '')}`;
let own: { url: string; stop: () => Promise<void> } | undefined;
let admin: postgres.Sql | undefined;
let url: string;
let servers: BuiltServer[] = [];

test.beforeAll(async () => {
  test.setTimeout(240_000);
  own = await startPostgres();
  const server = own?.url ?? process.env.TEST_DATABASE_URL;
  test.skip(!server, 'no PostgreSQL server: install postgresql or set TEST_DATABASE_URL');
  admin = postgres(server as string, { max: 1 });
  await admin.unsafe(`create database ${name}`);
  url = Object.assign(new URL(server as string), { pathname: `/${name}` }).href;
  const env = {
    DATABASE_URL: url,
    ONDAM_LOG_LEVEL: 'debug',
    ONDAM_THREADS: '1',
    ONDAM_QUESTIONS_PER_MINUTE: String(QUESTIONS_PER_MINUTE),
  };
  // At once, on an empty database.
  servers = await Promise.all([BuiltServer.start(env, 'ready'), BuiltServer.start(env, 'ready')]);
});

test.afterAll(async () => {
  await Promise.all(servers.map((server) => server.kill('SIGTERM')));
  await admin?.unsafe(`drop database if exists ${name} with (force)`);
  await admin?.end();
  await own?.stop();
});

const cookieOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');

interface Event {
  type: string;
  conversation_id?: string;
  conversation?: { messages: { text: string; status: string; finish_reason: string | null }[] };
  message?: { text: string; status: string };
}

/** The events of a stream as they come. */
async function* eventsOf(response: Response): AsyncGenerator<Event> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
    rest = parts.pop() ?? '';
    for (const part of parts) yield JSON.parse(part.slice('data: '.length));
  }
}

/** A long answer, begun at the first server: its conversation, its customer, and what is still to come of it. */
async function begun(): Promise<{ id: string; cookie: string; rest: AsyncGenerator<Event> }> {
  const response = await askAtLength(servers[0].url, new AbortController().signal);
  const cookie = cookieOf(response);
  const rest = eventsOf(response);
  for (let next = await rest.next(); !next.done; next = await rest.next()) {
    if (next.value.conversation_id) return { id: next.value.conversation_id, cookie, rest };
  }
  throw new Error('the answer ended before it began');
}

const callAt = (server: number, method: string, path: string, cookie: string, body?: object) =>
  fetch(`${servers[server].url}${path}`, {
    method,
    headers: { cookie },
    body: body && JSON.stringify(body),
  });

async function signIn(server: number, role: string): Promise<string> {
  const credentials = { email: `${role}@ondam.example`, password: 'ondam-demo-2026' };
  return cookieOf(await callAt(server, 'POST', '/api/staff/session', '', credentials));
}

test('both migrated one empty database, each migration once, and made each account once', async () => {
  const db = postgres(url, { max: 1 });
  const [applied] =
    await db`select count(*)::int, count(distinct hash)::int as different from drizzle.__drizzle_migrations`;
  expect(applied.count).toBe(applied.different);
  const [staff] = await db`select count(*)::int from staff`;
  expect(staff.count).toBe(4);
  await db.end();
});

test('an answer begun at the one is followed at the other, to the same last word', async () => {
  const disperse = await crowd(servers[0].url, 6);
  const { id, cookie, rest } = await begun();
  const watched = await callAt(1, 'GET', `/api/conversations/${id}/events`, cookie);
  expect(watched.status).toBe(200);
  const statuses = new Set<string>();
  let last: { text: string; status: string } | undefined;
  for await (const { conversation } of eventsOf(watched)) {
    last = conversation?.messages.at(-1) ?? last;
    if (last) statuses.add(last.status);
    if (last?.status === 'complete') break;
  }
  let done: Event | undefined;
  for await (const event of rest) done = event;
  expect(done?.message?.text).not.toBe('');
  expect(last?.text).toBe(done?.message?.text);
  expect([...statuses]).toEqual(['streaming', 'complete']);
  disperse();
});

test('an answer begun at the one is stopped at the other', async () => {
  const disperse = await crowd(servers[0].url, 6);
  // A quick machine may have written the last word by then: then we ask again.
  await expect(async () => {
    const { id, cookie, rest } = await begun();
    expect((await callAt(1, 'POST', `/api/conversations/${id}/stop`, cookie)).status).toBe(204);
    let done: Event | undefined;
    for await (const event of rest) done = event;
    expect(done?.type === 'withdrawn' || done?.message?.status === 'interrupted').toBe(true);
  }).toPass({ timeout: 60_000 });
  disperse();
});

test('a waiting customer whom two take at once, at both servers, is taken by one', async () => {
  const staff = [await signIn(0, 'agent'), await signIn(1, 'admin')];
  for (let round = 0; round < 5; round++) {
    const made = await callAt(0, 'POST', '/api/conversations', '');
    const [{ id }, cookie] = [await made.json(), cookieOf(made)];
    await callAt(1, 'POST', `/api/conversations/${id}/handoff`, cookie);
    const claims = staff.map((by, server) => callAt(server, 'POST', `/api/staff/inbox/${id}/claim`, by));
    const statuses = (await Promise.all(claims)).map(({ status }) => status).sort();
    expect(statuses[0]).toBeLessThan(300);
    expect(statuses[1]).toBe(409);
  }
});

test('a limit counts what happened at both', async () => {
  const signedOff = '/api/staff/session';
  const attempt = (server: number) =>
    callAt(server, 'POST', signedOff, '', { email: 'nobody@ondam.example', password: 'wrong' });
  const tried = await Promise.all(Array.from({ length: 10 }, (_, i) => attempt(i % 2)));
  expect(tried.map(({ status }) => status)).toEqual(new Array(10).fill(401));
  for (const server of [0, 1]) expect((await attempt(server)).status).toBe(429);
});

test('personal data is in no log and in no dump; a request is found in the log by its id', async () => {
  const told = { text: `제 번호는 ${PHONE}이고 이체 한도가 궁금해요` };
  const asked = await callAt(0, 'POST', '/api/chat', '', told);
  await asked.text();
  await callAt(1, 'GET', `/api/conversations/${PHONE}?phone=${PHONE}`, '');
  const request_id = asked.headers.get('x-request-id') as string;
  await expect.poll(() => servers[0].output.text).toContain(request_id);
  const line = servers[0].output.text.split('\n').find((each) => each.includes(request_id)) as string;
  expect(JSON.parse(line)).toMatchObject({ request_id, method: 'POST', path: '/api/chat', status: 200 });
  await expect.poll(() => servers[1].output.text).toContain('/api/conversations/[');
  const dump = execFileSync('pg_dump', [url], { encoding: 'utf8', maxBuffer: 2 ** 30 });
  expect(dump).toContain('이체 한도가 궁금해요');
  for (const text of [dump, ...servers.map(({ output }) => output.text)]) {
    expect(text).not.toContain(PHONE);
    expect(text).not.toContain(PHONE.replaceAll('-', ''));
  }
});
