import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { describeOnBothDatabases } from '@/lib/db/testing';
import { seedKnowledge } from './seed';
import { knowledgeRevision, servedEntries } from './served';
import { retire, versions } from './store';
import { entryOf } from './testing';
import { exportEntries, parseEntries } from './transfer';

const folder = mkdtempSync(path.join(os.tmpdir(), 'ondam-seed-'));
afterAll(() => rmSync(folder, { recursive: true }));
const write = (name: string, ...entries: object[]) =>
  writeFileSync(path.join(folder, name), entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));

describeOnBothDatabases('the first start', (db) => {
  it('publishes nothing of texts of which one is wrong', async () => {
    write('a.jsonl', entryOf(), { ...entryOf(), answer: '' });
    await expect(seedKnowledge(db(), folder)).rejects.toThrow('a.jsonl:2: answer is missing');
    expect(await servedEntries(db())).toEqual([]);
  });

  it('serves the shipped texts, once, however many processes start together', async () => {
    const seeded = await Promise.all([1, 2, 3, 4].map(() => seedKnowledge(db())));
    const served = await servedEntries(db());
    expect(seeded.toSorted()).toEqual([0, 0, 0, served.length]);
    expect(served.length).toBeGreaterThan(100);
    expect(served.every(({ version, author }) => version === 1 && author === 'seed')).toBe(true);
    expect(await knowledgeRevision(db())).toBeGreaterThan(0);
  });

  it('can be taken out as a file and read again, in both formats', async () => {
    const [{ entries: lines }, { entries: rows, errors }] = [
      parseEntries('jsonl', await exportEntries(db(), 'jsonl')),
      parseEntries('csv', await exportEntries(db(), 'csv')),
    ];
    expect(errors).toEqual([]);
    expect(rows).toEqual(lines);
    expect(lines).toHaveLength((await servedEntries(db())).length);
  });

  it('never brings back what staff changed or retired', async () => {
    const [{ id }] = await servedEntries(db());
    await retire(db(), id, 1);
    expect(await seedKnowledge(db())).toBe(0);
    expect(await versions(db(), id)).toMatchObject([{ status: 'retired' }]);
  });
});
