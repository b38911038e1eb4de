import { expect, it } from 'vitest';
import { auditLog } from '@/lib/auth/audit';
import { describeOnBothDatabases } from '@/lib/db/testing';
import {
  changeDraft,
  discardDraft,
  draftAgain,
  draftNew,
  importFile,
  publishDraft,
  retireVersion,
  reviewDraft,
} from './editing';
import { areas, listRows } from './overview';
import { versions } from './store';
import { entryOf, newId } from './testing';
import { EMBEDDING_SIZE } from './vectors';

const ara = { id: 'ara', name: '아라', email: 'ara@ondam.example' };
const bom = { id: 'bom', name: '봄', email: 'bom@ondam.example' };
const embed = async (texts: readonly string[]) => texts.map(() => new Float32Array(EMBEDDING_SIZE).fill(0.1));

describeOnBothDatabases('editing the knowledge', (db) => {
  const logged = async (text: string) =>
    (await auditLog(db(), { text }, 50)).map(({ actor, action }) => `${actor} ${action}`).reverse();

  async function published(entry = entryOf()) {
    await draftNew(db(), ara, entry);
    await reviewDraft(db(), bom, entry.id, 1);
    await publishDraft(db(), bom, entry.id, 1, embed);
    return entry;
  }

  it('writes down who did what, and of a change just what it changed', async () => {
    const entry = await published();
    await draftAgain(db(), ara, { ...entry, answer: '새 답변' });
    await changeDraft(db(), ara, { ...entry, answer: '더 새 답변' }, 2);
    await retireVersion(db(), bom, entry.id, 1);
    expect(await logged(entry.id)).toEqual([
      '아라 entry.draft',
      '봄 entry.review',
      '봄 entry.publish',
      '아라 entry.draft',
      '아라 entry.draft',
      '봄 entry.retire',
    ]);
    const [, changed] = await auditLog(db(), { text: entry.id }, 50);
    expect(changed).toMatchObject({
      before: { version: 2, answer: '새 답변' },
      after: { version: 2, answer: '더 새 답변' },
    });
    expect(Object.keys(changed.after as object).sort()).toEqual(['answer', 'version']);
  });

  it('leaves no trace of what was refused', async () => {
    const entry = entryOf();
    await draftNew(db(), ara, entry);
    await expect(reviewDraft(db(), ara, entry.id, 1)).rejects.toMatchObject({ code: 'own_draft' });
    await expect(draftNew(db(), bom, entry)).rejects.toMatchObject({ code: 'entry_exists' });
    await expect(draftAgain(db(), bom, entryOf())).rejects.toMatchObject({ code: 'entry_not_found' });
    expect(await logged(entry.id)).toEqual(['아라 entry.draft']);
    expect(await versions(db(), entry.id)).toHaveLength(1);
  });

  it('discards drafts, and never what was published', async () => {
    const entry = await published();
    await expect(discardDraft(db(), ara, entry.id, 1)).rejects.toMatchObject({ code: 'entry_not_editable' });
    await draftAgain(db(), ara, entry);
    await discardDraft(db(), ara, entry.id, 2);
    expect((await versions(db(), entry.id)).map(({ status }) => status)).toEqual(['retired', 'published']);
  });

  it('writes an import down once, and a refused one not at all', async () => {
    const line = JSON.stringify(entryOf());
    const before = (await logged('entry.import')).length;
    expect((await importFile(db(), ara, 'jsonl', `${line}\n{}`)).errors).not.toEqual([]);
    expect(await logged('entry.import')).toHaveLength(before);
    expect(await importFile(db(), ara, 'jsonl', line)).toMatchObject({ drafts: 1 });
    expect(await logged('entry.import')).toHaveLength(before + 1);
  });

  it('lists an entry as its draft has it, beside what customers get', async () => {
    const area = newId();
    const entry = await published(entryOf({ area }));
    await draftAgain(db(), ara, { ...entry, question: '고친 질문' });
    const rows = async (filters: Parameters<typeof listRows>[1]) =>
      (await listRows(db(), { area, ...filters })).rows;
    expect(await rows({})).toMatchObject([
      { id: entry.id, version: 2, status: 'draft', question: '고친 질문', served_version: 1 },
    ]);
    expect(await rows({ reviewable_by: bom.email })).toHaveLength(1);
    expect(await rows({ reviewable_by: ara.email })).toEqual([]);
    await discardDraft(db(), ara, entry.id, 2);
    expect(await rows({ status: 'published' })).toMatchObject([{ version: 1, served_version: 1 }]);
    expect(await rows({ status: 'retired' })).toEqual([]);
  });

  it('pages through the entries in the order that is asked for', async () => {
    const area = newId();
    for (const question of ['나', '가', '다']) await draftNew(db(), ara, entryOf({ area, question }));
    const page = await listRows(db(), { area }, { sort: 'question', descending: true, limit: 2, offset: 1 });
    expect(page).toMatchObject({ total: 3, rows: [{ question: '나' }, { question: '가' }] });
  });

  it('proposes an id that no entry of any area has', async () => {
    await draftNew(db(), ara, entryOf({ id: 'proposal-07', area: '제안' }));
    await draftNew(db(), ara, entryOf({ id: 'proposal-41', area: '다른 제안' }));
    expect(await areas(db())).toContainEqual({ area: '제안', next_id: 'proposal-42' });
  });
});
