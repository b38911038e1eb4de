import { describe, expect, it } from 'vitest';
import { describeOnBothDatabases } from '@/lib/db/testing';
import type { Entry } from './entry';
import { knowledgeRevision, readEntry, servedEntries } from './served';
import { listEntries, publish, retire, review, saveDraft, versions } from './store';
import { entryOf, newId, PAST } from './testing';

const later = { embed: null };

describeOnBothDatabases('the knowledge store', (db) => {
  /** Drafts, reviews and publishes, each by somebody else. */
  async function published(entry: Entry): Promise<number> {
    const { version } = await saveDraft(db(), entry, 'ara');
    await review(db(), entry.id, version, 'bom');
    await publish(db(), entry.id, version, later);
    return version;
  }
  const statuses = async (id: string) => (await versions(db(), id)).map(({ status }) => status);

  it('serves nothing before it is published, and then just what was written', async () => {
    const entry = entryOf({ variants: ['\'"\\{}', 'NULL', '🙂'], answer: '첫 줄\n둘째 줄' });
    const { version } = await saveDraft(db(), entry, 'ara');
    await review(db(), entry.id, version, 'bom');
    expect(await readEntry(db(), entry.id)).toBeUndefined();
    await publish(db(), entry.id, version, later);
    expect(await readEntry(db(), entry.id)).toMatchObject({
      ...entry,
      version: 1,
      author: 'ara',
      reviewer: 'bom',
    });
  });

  describe('lets two people see a text before a customer does', () => {
    it('refuses to publish what nobody reviewed', async () => {
      const { id, version } = await saveDraft(db(), entryOf(), 'ara');
      await expect(publish(db(), id, version, later)).rejects.toMatchObject({ code: 'entry_not_reviewed' });
      expect(await readEntry(db(), id)).toBeUndefined();
    });

    it('refuses a review by the author', async () => {
      const { id, version } = await saveDraft(db(), entryOf(), 'ara');
      await expect(review(db(), id, version, 'ara')).rejects.toMatchObject({ code: 'own_draft' });
    });

    it('asks for another review after a change', async () => {
      const { id, version } = await saveDraft(db(), entryOf(), 'ara');
      await review(db(), id, version, 'bom');
      await saveDraft(db(), entryOf({ id, answer: '바꾼 답변' }), 'bom', version);
      await expect(publish(db(), id, version, later)).rejects.toMatchObject({ code: 'entry_not_reviewed' });
      await expect(review(db(), id, version, 'bom')).rejects.toMatchObject({ code: 'own_draft' });
      await review(db(), id, version, 'ara');
      await publish(db(), id, version, later);
      expect(await readEntry(db(), id)).toMatchObject({ answer: '바꾼 답변' });
    });
  });

  it('never changes what was once published', async () => {
    const entry = entryOf();
    await published(entry);
    const change = () => saveDraft(db(), { ...entry, answer: '몰래' }, 'cho', 1);
    await expect(change()).rejects.toMatchObject({ code: 'entry_not_editable' });
    await retire(db(), entry.id, 1);
    await expect(change()).rejects.toMatchObject({ code: 'entry_not_editable' });
    await expect(review(db(), entry.id, 1, 'dal')).rejects.toMatchObject({ code: 'entry_not_draft' });
    await expect(publish(db(), entry.id, 1, later)).rejects.toMatchObject({ code: 'entry_not_reviewed' });
    expect(await versions(db(), entry.id)).toMatchObject([{ answer: entry.answer, status: 'retired' }]);
  });

  it('does not know versions that are not there', async () => {
    const { id } = await saveDraft(db(), entryOf(), 'ara');
    const unknown = expect.objectContaining({ code: 'entry_not_found' });
    await expect(saveDraft(db(), entryOf({ id }), 'ara', 2)).rejects.toEqual(unknown);
    await expect(review(db(), id, 2, 'bom')).rejects.toEqual(unknown);
    await expect(publish(db(), newId(), 1, later)).rejects.toEqual(unknown);
    await expect(retire(db(), newId(), 1)).rejects.toEqual(unknown);
  });

  it('serves the new version at once, and the old one no more', async () => {
    const entry = entryOf({ variants: ['옛 표현'] });
    await published(entry);
    const stale = await saveDraft(db(), { ...entry, answer: '뒤늦은 초안' }, 'cho');
    await published({ ...entry, question: '새 질문', variants: ['새 표현 1', '새 표현 2'] });
    expect(await readEntry(db(), entry.id)).toMatchObject({ version: 3, question: '새 질문' });
    expect(await statuses(entry.id)).toEqual(['published', 'retired', 'retired']);
    await expect(review(db(), entry.id, stale.version, 'bom')).rejects.toMatchObject({
      code: 'entry_not_draft',
    });
  });

  it('serves a version from its effective date on, and until then the one before', async () => {
    const entry = entryOf();
    await published(entry);
    await published({ ...entry, answer: '내년부터', effective_date: '2999-01-01' });
    const versionOn = async (day?: string) => (await readEntry(db(), entry.id, day))?.version;
    expect(await versionOn()).toBe(1);
    expect(await versionOn('2998-12-31')).toBe(1);
    expect(await versionOn('2999-01-01')).toBe(2);
    expect((await servedEntries(db(), '2999-01-01')).filter(({ id }) => id === entry.id)).toHaveLength(1);

    await published({ ...entry, answer: '내후년부터', effective_date: '3000-01-01' });
    expect(await statuses(entry.id)).toEqual(['published', 'retired', 'published']);
    expect(await versionOn('2999-06-01')).toBe(1);

    await published({ ...entry, answer: '바로' });
    expect(await statuses(entry.id)).toEqual(['published', 'retired', 'retired', 'retired']);
    expect(await versionOn('3000-01-01')).toBe(4);
  });

  it('serves nothing of an entry whose only version is still to come', async () => {
    const entry = entryOf({ effective_date: '2999-01-01' });
    await published(entry);
    expect(await readEntry(db(), entry.id)).toBeUndefined();
  });

  it('serves a retired entry no more, nor what it had replaced', async () => {
    const entry = entryOf({ effective_date: PAST });
    await published(entry);
    await published({ ...entry, effective_date: '2999-01-01' });
    await retire(db(), entry.id, 2);
    expect(await readEntry(db(), entry.id, '2999-01-01')).toMatchObject({ version: 1 });
    await retire(db(), entry.id, 1);
    expect(await readEntry(db(), entry.id, '2999-01-01')).toBeUndefined();
    await expect(retire(db(), entry.id, 1)).rejects.toMatchObject({ code: 'entry_already_retired' });
  });

  it('tells other processes of every change to what is served, and of it alone', async () => {
    const entry = entryOf();
    const before = await knowledgeRevision(db());
    const { version } = await saveDraft(db(), entry, 'ara');
    await review(db(), entry.id, version, 'bom');
    expect(await knowledgeRevision(db())).toBe(before);
    await publish(db(), entry.id, version, later);
    const after = await knowledgeRevision(db());
    expect(after).toBeGreaterThan(before);
    await retire(db(), entry.id, version);
    expect(await knowledgeRevision(db())).toBeGreaterThan(after);
  });

  it('publishes all or nothing: without its embedding an entry stays as it was', async () => {
    const entry = entryOf();
    await published(entry);
    const { version } = await saveDraft(db(), { ...entry, question: '새 질문' }, 'ara');
    await review(db(), entry.id, version, 'bom');
    const before = await knowledgeRevision(db());
    const embed = () => Promise.reject(new Error('no encoder'));
    await expect(publish(db(), entry.id, version, { embed })).rejects.toThrow('no encoder');
    expect(await readEntry(db(), entry.id)).toMatchObject(entry);
    expect(await knowledgeRevision(db())).toBe(before);
  });

  it('numbers versions without a gap or a clash when people write at the same time', async () => {
    const entry = entryOf();
    const saved = await Promise.all(
      ['ara', 'bom', 'cho', 'dal'].map((author) => saveDraft(db(), entry, author)),
    );
    expect(saved.map(({ version }) => version).sort()).toEqual([1, 2, 3, 4]);
  });

  it('publishes a version once, however many press the button', async () => {
    const { id, version } = await saveDraft(db(), entryOf(), 'ara');
    await review(db(), id, version, 'bom');
    const race = await Promise.allSettled([1, 2, 3].map(() => publish(db(), id, version, later)));
    expect(race.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(await statuses(id)).toEqual(['published']);
  });

  it('lists each entry once, by area, status and text', async () => {
    const area = newId();
    const entry = entryOf({ area, variants: ['100% 환불 되나요'], answer: '네, ATM에서 됩니다.' });
    await published(entry);
    await saveDraft(db(), { ...entry, question: '고치는 중인 질문' }, 'ara');
    const other = await saveDraft(db(), entryOf({ area }), 'ara');
    const found = async (filters: Parameters<typeof listEntries>[1]) =>
      (await listEntries(db(), { area, ...filters })).map(({ id, version }) => [id, version]);

    expect(await found({})).toEqual([
      [entry.id, 2],
      [other.id, 1],
    ]);
    expect(await found({ status: 'published' })).toEqual([[entry.id, 1]]);
    expect(await found({ status: 'reviewed' })).toEqual([]);
    expect(await found({ text: '100% 환불' })).toEqual([[entry.id, 2]]);
    expect(await found({ text: '10__환불' })).toEqual([]);
    expect(await found({ text: 'atm에서' })).toEqual([[entry.id, 2]]);
    expect(await found({ text: '고치는 중', status: 'published' })).toEqual([]);
  });
});
