import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Connection, openEmbedded } from '@/lib/db/connection';
import type { MessageRow } from '@/lib/db/schema';
import { readEnvironment } from '@/lib/env';
import { raiseRevision } from '@/lib/knowledge/served';
import { PublishedKnowledge } from '@/lib/knowledge/service';
import { addVersions } from '@/lib/knowledge/store';
import { entryOf } from '@/lib/knowledge/testing';
import { Encoder } from '@/model/runtime/encoder';
import { type Model, openModel } from './model';
import { suggestReply } from './suggest';

const WIRE = entryOf({
  id: 'wire-01',
  question: '잘못 보낸 돈은 어떻게 돌려받나요?',
  answer: '앱의 착오송금 메뉴에서 반환을 신청해 주세요. 반환에는 7영업일이 걸려요.',
});
const OTHERS = Array.from({ length: 40 }, () => entryOf());

let connection: Connection;
let model: Model;
let knowledge: PublishedKnowledge;

beforeAll(async () => {
  const folder = readEnvironment().ONDAM_MODEL_DIR;
  const encoder = await Encoder.load(folder);
  [connection, model] = await Promise.all([openEmbedded(), openModel(folder)]);
  await connection.db.transaction(async (tx) => {
    const fields = { status: 'published', author: 'seed', published_at: new Date() } as const;
    await addVersions(tx, [WIRE, ...OTHERS], fields);
    await raiseRevision(tx);
  });
  knowledge = await PublishedKnowledge.open(connection.db, (texts) => encoder.embed(texts), encoder.width);
});
afterAll(async () => {
  await model.runtime.close();
  await connection.close();
});

let position = 0;
const said = (role: MessageRow['role'], text: string) =>
  ({ id: crypto.randomUUID(), position: position++, role, text, status: 'complete' }) as MessageRow;

const suggest = (...rows: MessageRow[]) =>
  suggestReply(rows, { model, knowledge }, new AbortController().signal);

it('answers the customer’s last question, not their wish for a person nor what the agent said', async () => {
  const { text, citations } = await suggest(
    said('user', WIRE.question),
    said('assistant', '잠시만요.'),
    said('user', '상담원 연결해 주세요'),
    said('notice', 'claimed'),
    said('agent', '안녕하세요.'),
  );
  expect(text).toBe(WIRE.answer);
  expect(citations.map(({ id }) => id)).toEqual(['wire-01']);
});

it('has no draft where the knowledge has nothing, and none of the bot’s own phrases', async () => {
  expect(await suggest(said('user', '안녕하세요'))).toEqual({ text: '', citations: [] });
  expect((await suggest(said('user', '우주선 승차권은 어디서 팔아요?'))).text).toBe('');
});

it('says so when nothing was asked', async () => {
  await expect(suggest(said('agent', '안녕하세요.'))).rejects.toMatchObject({ code: 'nothing_to_suggest' });
});
