import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { getTableName, is } from 'drizzle-orm';
import { PgTable } from 'drizzle-orm/pg-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { answer } from '@/lib/answer/answer';
import { type Model, openModel } from '@/lib/answer/model';
import { giveFeedback } from '@/lib/conversations/feedback';
import { requestHandoff } from '@/lib/conversations/handoff';
import { deleteConversation } from '@/lib/conversations/read';
import { backUp } from '@/lib/db/backup';
import { type Connection, type Database, openEmbedded } from '@/lib/db/connection';
import * as schema from '@/lib/db/schema';
import { scrub } from '@/lib/db/scrub';
import { readEnvironment } from '@/lib/env';
import { raiseRevision } from '@/lib/knowledge/served';
import { PublishedKnowledge } from '@/lib/knowledge/service';
import { addVersions } from '@/lib/knowledge/store';
import { entryOf } from '@/lib/knowledge/testing';
import { Encoder } from '@/model/runtime/encoder';

/**
 * A customer's words are put wherever a customer can put them, and looked for in every byte of the data folder. What is
 * personal is in no file at any time; what is deleted is in none once the files are scrubbed.
 */
const PERSONAL = ['010-9182-7364', '91827364', 'planted.person@example.com', '880412-2345678'];
const WORDS = ['분홍고래우체국', '보라고래세탁소', '초록고래방앗간'];

const ENTRIES = [
  entryOf({ question: '이체 한도가 얼마예요?', answer: '1회 1억원까지 보낼 수 있어요.' }),
  entryOf({ question: '새 통장의 한도를 어떻게 없애나요?', answer: '증빙 서류를 영업점에 내 주세요.' }),
  ...Array.from({ length: 8 }, () => entryOf()),
];

const folder = mkdtempSync(path.join(os.tmpdir(), 'ondam-erasure-'));
const directory = path.join(folder, 'pg');
const owner = 'a'.repeat(64);
let connection: Connection;
let model: Model;
let knowledge: PublishedKnowledge;

beforeAll(async () => {
  const models = readEnvironment().ONDAM_MODEL_DIR;
  const encoder = await Encoder.load(models);
  [connection, model] = await Promise.all([openEmbedded(directory), openModel(models)]);
  await connection.db.transaction(async (tx) => {
    const fields = { status: 'published', author: 'seed', published_at: new Date() } as const;
    await addVersions(tx, ENTRIES, fields);
    await raiseRevision(tx);
  });
  knowledge = await PublishedKnowledge.open(connection.db, (texts) => encoder.embed(texts), encoder.width);
});
afterAll(async () => {
  await model?.runtime.close();
  await connection?.close();
  rmSync(folder, { recursive: true });
});

/** Says something; gives where, and the reply. */
async function say(text: string, conversation_id?: string) {
  const parts = { db: connection.db, model, knowledge };
  const request = { text, conversation_id, sampling: { max_tokens: 24 } };
  let id = conversation_id ?? '';
  let reply = '';
  for await (const event of await answer(request, owner, parts, new AbortController().signal)) {
    if (event.type === 'status') id = event.conversation_id;
    if (event.type === 'done') reply = event.message.id;
  }
  return { id, reply };
}

const files = () =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name)));

/** Which of the values are in a file, as they are or as JSON escapes them. */
const found = (values: readonly string[], places: readonly Buffer[]) =>
  values.filter((value) => places.some((bytes) => bytes.includes(value)));

/** All rows of all tables: what a database dump holds. */
async function rows(db: Database): Promise<Buffer> {
  const tables = Object.values<unknown>(schema).filter((value): value is PgTable => is(value, PgTable));
  const read = tables.map(async (table) => [getTableName(table), await db.select().from(table)]);
  return Buffer.from(JSON.stringify(await Promise.all(read)));
}

it('keeps no personal data at all, and of what a customer deletes nothing', {
  timeout: 180_000,
}, async () => {
  const asked = await say(`${WORDS[0]} 010-9182-7364 ${PERSONAL[2]} 이체 한도가 얼마예요?`);
  await say(`${WORDS[0]} 새로 만든 통장 한도를 어떻게 없애나요? 제 주민번호는 880412-2345678`, asked.id);
  const opinion = { rating: 'down', comment: `${WORDS[1]} 010-9182-7364로 전화 주세요` } as const;
  await giveFeedback(connection.db, owner, asked.reply, opinion);
  await requestHandoff(connection.db, owner, asked.id);
  await say(`${WORDS[2]} 상담원님 제 번호는 010 9182 7364예요`, asked.id);
  await connection.db.execute('analyze');
  await connection.db.execute('checkpoint');

  // The words are there to be found, so that finding none below means something.
  expect(found(WORDS, files())).toEqual(WORDS);
  expect(found(WORDS, [await rows(connection.db)])).toEqual(WORDS);
  expect(found(PERSONAL, files())).toEqual([]);

  await deleteConversation(connection.db, owner, asked.id);
  expect(found(WORDS, [await rows(connection.db)])).toEqual([]);
  await scrub(connection.db);
  expect(found(WORDS, files())).toEqual([]);

  await connection.close();
  expect(found([...WORDS, ...PERSONAL], files())).toEqual([]);
  const backup = path.join(folder, 'backup');
  await backUp({ directory }, backup);
  expect(found([...WORDS, ...PERSONAL], [gunzipSync(readFileSync(backup))])).toEqual([]);
  connection = await openEmbedded(directory);
});
