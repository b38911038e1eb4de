import { describe, expect, it } from 'vitest';
import { describeOnBothDatabases } from '@/lib/db/testing';
import { type AuditFilter, auditLog, auditPages, auditQuery, record } from './audit';
import { differences } from './difference';

const editor = { id: 'e', name: '이편집' };
const reviewer = { id: 'r', name: '박검토' };

describeOnBothDatabases('the audit log', (db) => {
  const found = async (filter: AuditFilter) =>
    (await auditLog(db(), filter)).map(({ subject_id }) => subject_id);

  it('is found by person, subject, content, action and day, newest first', async () => {
    await record(
      db(),
      editor,
      'entry.draft',
      { type: 'entry', id: 'card-1' },
      { after: { answer: '100%_환불' } },
    );
    await record(db(), reviewer, 'entry.publish', { type: 'entry', id: 'card-2' }, {});
    expect(await found({})).toEqual(['card-2', 'card-1']);
    expect(await found({ text: ' 이편집 ' })).toEqual(['card-1']);
    expect(await found({ text: 'CARD-2' })).toEqual(['card-2']);
    expect(await found({ text: '%_환' })).toEqual(['card-1']);
    expect(await found({ text: '%' })).toEqual(['card-1']);
    expect(await found({ action: 'entry.publish' })).toEqual(['card-2']);
    expect(await found({ since: new Date(Date.now() + 60_000) })).toEqual([]);
  });

  it('is read to its end page by page, each row once', async () => {
    for (let i = 0; i < 5; i++) await record(db(), editor, 'test.page', { type: 'test', id: `${i}` }, {});
    const read = [];
    for await (const rows of auditPages(db(), { action: 'test.page' }, 2)) {
      read.push(...rows.map(({ subject_id }) => subject_id));
    }
    expect(read).toEqual(['4', '3', '2', '1', '0']);
  });
});

it('takes a day as it begins in Korea, and an empty one as none', () => {
  expect(auditQuery.parse({ since: '2026-03-02' }).since).toEqual(new Date('2026-03-01T15:00:00Z'));
  expect(auditQuery.parse({ since: '' }).since).toBeUndefined();
  expect(auditQuery.safeParse({ since: '2026-02-30' }).success).toBe(false);
});

describe('differences', () => {
  it('are the fields that changed, came, or went', () => {
    const before = { name: '김', role: 'agent', related: ['a'], gone: 1 };
    expect(differences(before, { name: '김', role: 'admin', related: ['a'], come: null })).toEqual([
      { field: 'role', before: 'agent', after: 'admin' },
      { field: 'gone', before: 1, after: undefined },
      { field: 'come', before: undefined, after: null },
    ]);
    expect(differences(null, null)).toEqual([]);
  });
});
