import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { expect, test } from '@playwright/test';
import { DEMO } from '@/lib/bots/settings';
import { BuiltServer } from '../bench/server';
import { startPostgres } from '../scripts/postgres.mjs';
import { WRITTEN } from './crowd';
import { Caller, readUntil } from './customer';

/** Servers of their own, which are killed, starved and lied to. */
test.describe.configure({ mode: 'default', timeout: 600_000 });

const QUESTION = '온담 정기예금 금리는 기간별로 얼마인가요?';
const AT_LENGTH = { text: WRITTEN, sampling: { max_tokens: 512, temperature: 0 } };

let data: string;
let server: BuiltServer | undefined;

test.beforeEach(() => {
  data = mkdtempSync(path.join(os.tmpdir(), 'ondam-fault-'));
});
test.afterEach(async () => {
  await server?.kill();
  server = undefined;
  rmSync(data, { recursive: true, force: true });
});

/** @param env beside an own data folder @param until what its health must say first */
async function start(env: Record<string, string> = {}, until = 'ready'): Promise<BuiltServer> {
  server = await BuiltServer.start({ DATABASE_URL: '', ONDAM_DATA_DIR: data, ...env }, until);
  return server;
}

test('kill -9 in mid-answer: nothing stored is lost, the answer is interrupted and can be had again', async () => {
  const customer = new Caller((await start()).url);
  const earlier = await customer.answered({ text: QUESTION });
  const { conversation_id } = earlier[0];
  const asked = { ...AT_LENGTH, conversation_id };
  await readUntil(await customer.ask(asked), ({ type, ...event }) => type === 'status' && 'state' in event);
  await server?.kill('SIGKILL');

  customer.url = (await start()).url;
  const id = conversation_id as string;
  // Told from a live one by its silence (lib/conversations/owned.ts).
  await expect
    .poll(async () => (await customer.conversation(id)).messages.at(-1)?.status)
    .not.toBe('streaming');
  const { messages } = await customer.conversation(id);
  expect(messages[1].text).toBe(earlier.at(-1)?.message?.text);
  expect(messages[2]).toMatchObject({ role: 'user', text: WRITTEN });
  const again = await customer.answered({ conversation_id: id, regenerate: true });
  expect(again.at(-1)).toMatchObject({ type: 'done', message: { status: 'complete' } });
  expect((await customer.conversation(id)).messages).toHaveLength(4);
});

test('kill -9 in mid-publish and mid-import: all of it happened, or none; and it can be done again', async () => {
  const admin = await new Caller((await start()).url).signIn('admin');
  const entry = (n: number) => ({
    id: `fault-${String(n).padStart(4, '0')}`,
    area: '시험',
    question: `시험 항목 ${n}은 무엇인가요?`,
    variants: [],
    answer: `시험 항목 ${n}의 답이에요.`,
    staff_note: '',
    facts: [],
    effective_date: '2026-01-02',
    source: '시험 규정',
    related: [],
  });
  const post = (address: string, body: string) =>
    admin.request(`/api/staff/${address}`, { method: 'POST', body }).catch(() => undefined);
  const count = async () => {
    const found = await admin.request(`/api/staff/knowledge?area=${encodeURIComponent('시험')}`);
    return (await found.json()).total as number;
  };
  const file = Array.from({ length: 1500 }, (_, n) => JSON.stringify(entry(n))).join('\n');
  const importing = post('knowledge/import?format=jsonl', file);
  await after(150);
  await server?.kill('SIGKILL');
  await importing;

  admin.url = (await start()).url;
  expect([0, 1500]).toContain(await count());
  expect((await post('knowledge/import?format=jsonl', file))?.status).toBe(200);
  expect(await count()).toBe(1500);

  const other = await new Caller(admin.url).signIn('reviewer');
  await other.request('/api/staff/knowledge/fault-0001/1/review', { method: 'POST', body: '{}' });
  const publishing = post('knowledge/fault-0001/1/publish', '{}');
  await after(20);
  await server?.kill('SIGKILL');
  await publishing;
  admin.url = (await start()).url;
  const { versions } = await (await admin.request('/api/staff/knowledge/fault-0001')).json();
  expect(['reviewed', 'published']).toContain(versions[0].status);
  if (versions[0].status === 'reviewed') {
    expect((await post('knowledge/fault-0001/1/publish', '{}'))?.status).toBeLessThan(300);
  }
  const answer = await new Caller(admin.url).answered({ text: '시험 항목 1은 무엇인가요?' });
  expect(answer.at(-1)?.message?.text).toContain('시험 항목 1의 답이에요.');
});

test('the model’s process killed in mid-answer, and hung: the entry’s text comes instead, with its source', async () => {
  const customer = new Caller((await start()).url);
  for (const signal of ['SIGKILL', 'SIGSTOP']) {
    const response = await customer.ask(AT_LENGTH);
    for (const pid of server?.children() ?? []) process.kill(pid, signal);
    const events = await readUntil(response, ({ type }) => type === 'done' || type === 'error');
    const { message } = events.at(-1) as { message: { text: string; citations: { answer: string }[] } };
    expect(message.text).toContain(message.citations[0].answer);
    await server?.until(({ status }) => status === 'ready');
  }
  expect((await customer.answered(AT_LENGTH)).at(-1)).toMatchObject({
    message: { timings: expect.anything() },
  });
});

test('damaged weights: the server refuses to start, and says which file', async () => {
  const folder = path.join(data, 'model');
  cpSync('model/bank', folder, { recursive: true });
  const file = path.join(folder, 'onnx/model_int8.onnx');
  const bytes = readFileSync(file);
  bytes[bytes.length >> 1] ^= 1;
  writeFileSync(file, bytes);
  await expect(start({ ONDAM_MODEL_DIR: folder })).rejects.toThrow(/model_int8\.onnx.*SHA-256/);
});

test('a model that cannot start: questions are answered with the entries’ own texts, and health says so', async () => {
  const customer = new Caller((await start({ ONDAM_THREADS: 'many' }, 'degraded')).url);
  const events = await customer.answered(AT_LENGTH);
  const { message } = events.at(-1) as {
    message: { text: string; timings: null; citations: { answer: string }[] };
  };
  expect(message.text).toContain(message.citations[0].answer);
  expect(message.timings).toBeNull();
  expect(await server?.health()).toMatchObject({ status: 'degraded', generation: 'unavailable' });
});

test('the database gone for 30 seconds: questions are refused at once, health tells, and all is well after', async () => {
  const postgres = await startPostgres();
  test.skip(!postgres, 'there is no PostgreSQL server to stop');
  const { url, stop, pause, resume } = postgres as NonNullable<typeof postgres>;
  try {
    const customer = new Caller((await start({ DATABASE_URL: url })).url);
    const before = await customer.answered({ text: QUESTION });
    pause();
    await server?.until(({ status }) => status === 'database_unavailable');
    for (const until = Date.now() + 30_000; Date.now() < until; await after(3000)) {
      const started = performance.now();
      const refused = await customer.ask({ text: QUESTION });
      expect(refused.status).toBe(503);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect((await refused.json()).error.code).toBe('database_unavailable');
      expect(performance.now() - started).toBeLessThan(8000);
      expect((await customer.request('/api/health')).status).toBe(503);
    }
    resume();
    await server?.until(({ status }) => status === 'ready');
    const { conversation_id } = before[0];
    const then = await customer.answered({ text: QUESTION, conversation_id });
    expect(then.at(-1)?.type).toBe('done');
    expect((await customer.conversation(conversation_id as string)).messages).toHaveLength(4);
    // What is announced is heard again: an answer is stopped by a request of its own.
    const { conversation_id: id } = (
      await readUntil(await customer.ask(AT_LENGTH), ({ type }) => type === 'status')
    )[0];
    await customer.request(`/api/conversations/${id}/stop`, { method: 'POST' });
    await expect
      .poll(async () => (await customer.conversation(id as string)).messages?.at(-1)?.status ?? 'withdrawn')
      .not.toBe('streaming');
  } finally {
    await stop();
  }
});

test('a full disk: questions are refused, what is stored stays, and with room again they are answered', async () => {
  const isRoot = process.getuid?.() === 0 && process.platform === 'linux';
  test.skip(!isRoot, 'to make a small disk one must be root on Linux');
  const disk = path.join(data, 'disk');
  mkdirSync(disk);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=200m', 'tmpfs', disk]);
  } catch {
    test.skip(true, 'this machine lets nobody mount a disk');
  }
  try {
    const env = { ONDAM_DATA_DIR: path.join(disk, 'data') };
    const customer = new Caller((await start(env)).url);
    const before = await customer.answered({ text: QUESTION });
    const { bavail, bsize } = statfsSync(disk);
    writeFileSync(path.join(disk, 'filler'), Buffer.alloc(bavail * bsize));
    let refused: Response | undefined;
    for (let i = 0; i < 40 && !(refused && refused.status >= 500); i++) {
      refused = await customer.ask({ text: QUESTION });
      await refused.text().catch(() => {});
    }
    expect([200, 503]).toContain(refused?.status);
    rmSync(path.join(disk, 'filler'));
    await server?.kill('SIGKILL');
    customer.url = (await start(env)).url;
    const { conversation_id } = before[0];
    const { messages } = await customer.conversation(conversation_id as string);
    expect(messages[1].text).toBe(before.at(-1)?.message?.text);
    expect((await customer.answered({ text: QUESTION, conversation_id })).at(-1)?.type).toBe('done');
  } finally {
    await server?.kill();
    execFileSync('umount', [disk]);
  }
});

test('clients that never read, vanish, or never finish asking: others are answered, and the server does not grow', async () => {
  const { url, pid } = await start({ ONDAM_QUESTIONS_PER_MINUTE: '1000' });
  const { hostname, port } = new URL(url);
  const memory = () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
  const other = new Caller(url);
  await other.answered({ text: QUESTION });
  const before = process.platform === 'linux' ? memory() : 0;

  const sockets = Array.from({ length: 60 }, (_, i) => {
    const socket = connect(Number(port), hostname);
    socket.on('error', () => {});
    socket.pause(); // never reads
    const body = JSON.stringify({ text: QUESTION });
    const head = `POST /api/chat HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-type: application/json\r\n`;
    const length = Buffer.byteLength(body) + (i % 3 === 0 ? 100 : 0); // a third never finishes asking
    socket.write(`${head}content-length: ${length}\r\n\r\n${body}`);
    if (i % 3 === 1) setTimeout(() => socket.destroy(), 30); // a third vanishes
    return socket;
  });
  for (let i = 0; i < 5; i++) {
    const started = performance.now();
    expect((await other.answered({ text: QUESTION })).at(-1)?.type).toBe('done');
    expect(performance.now() - started).toBeLessThan(20_000);
  }
  expect(await server?.health()).toMatchObject({ status: 'ready' });
  if (process.platform === 'linux') expect(memory() - before).toBeLessThan(200);
  for (const socket of sockets) socket.destroy();
});

test('an admin turns generation off: answers are approved texts from then on, and the console says so', async ({
  page,
}) => {
  const { url } = await start();
  const customer = new Caller(url);
  expect((await customer.answered(AT_LENGTH)).at(-1)).toMatchObject({
    message: { timings: expect.anything() },
  });

  await page.request.post(`${url}/api/staff/session`, {
    data: { email: 'admin@ondam.example', password: 'ondam-demo-2026' },
  });
  await page.goto(`${url}/staff/operations`);
  await page.getByRole('button', { name: '생성 끄기' }).click();
  await page.getByRole('button', { name: '생성 끄기' }).click();
  await expect(page.getByText('AI 답변 생성이 꺼져 있어요')).toBeVisible();
  const off = (await customer.answered(AT_LENGTH)).at(-1);
  expect(off?.message?.timings).toBeNull();
  expect(off?.message?.text).toContain(off?.message?.citations?.[0].answer as string);
  // On the messengers too.
  const newest = async () => (await (await page.request.get(`${url}/api/staff/traces`)).json()).lines[0];
  const before = (await newest()).id;
  const said = await page.request.post(`${url}/api/bots/kakao/${DEMO.KAKAO_SKILL_SECRET}`, {
    data: { userRequest: { utterance: WRITTEN, user: { id: 'switched-off', type: 'botUserKey' } } },
  });
  expect(said.status()).toBe(200);
  const wroteKakao = await (await page.request.get(`${url}/api/staff/traces/${(await newest()).id}`)).json();
  expect(wroteKakao.id).not.toBe(before);
  expect(wroteKakao.trace.without).toBe('switched_off');
  expect(await server?.health()).toMatchObject({ status: 'ready', generation: 'switched_off' });
  await page.goto(`${url}/staff/audit`);
  await expect(page.getByRole('main')).toContainText('스위치 변경');

  await page.goto(`${url}/staff/operations`);
  await page.getByRole('button', { name: '생성 켜기' }).click();
  await page.getByRole('button', { name: '생성 켜기' }).click();
  await expect(page.getByText('AI 답변 생성이 꺼져 있어요')).toBeHidden();
  expect((await customer.answered(AT_LENGTH)).at(-1)).toMatchObject({
    message: { timings: expect.anything() },
  });
});
