import { sql } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '@/lib/db/testing';
import type { Entry } from './entry';
import { publish, retire, review, saveDraft } from './store';
import { entryOf, rolledBack } from './testing';
import { EMBEDDING_SIZE, embedMissing, saveEmbeddings, servedEmbeddings } from './vectors';

/** A vector for each text, always the same one: 1 at places that its characters choose. */
const embed = async (texts: readonly string[]) =>
  texts.map((text) => {
    const vector = new Float32Array(EMBEDDING_SIZE);
    for (const character of text) vector[character.codePointAt(0)! % EMBEDDING_SIZE] += 1;
    return vector;
  });

/** Of length 1, with numbers that have no short decimal form. */
function precise(): Float32Array {
  const vector = Float32Array.from({ length: EMBEDDING_SIZE }, (_, i) => Math.sin(i + 1));
  const length = Math.hypot(...vector);
  return vector.map((x) => x / length);
}

describeOnBothDatabases('the vectors of the knowledge', (db) => {
  async function published(entry: Entry, by: typeof embed | null = embed): Promise<number> {
    const { version } = await saveDraft(db(), entry, 'ara');
    await review(db(), entry.id, version, 'bom');
    await publish(db(), entry.id, version, { embed: by });
    return version;
  }

  it('has an entry’s vector from the moment it is published, another with other texts, none once retired', async () => {
    const entry = entryOf({ question: '가나다라?', answer: '123 456 7890' });
    await published(entry);
    const first = (await servedEmbeddings(db())).get(entry.id);
    expect(Math.hypot(...(first ?? []))).toBeCloseTo(1);
    await published({ ...entry, variants: ['새로운 표현'] });
    expect((await servedEmbeddings(db())).get(entry.id)).not.toEqual(first);
    await retire(db(), entry.id, 2);
    expect((await servedEmbeddings(db())).has(entry.id)).toBe(false);
  });

  it('has the vector of the version in effect on a day', async () => {
    const entry = entryOf({ question: '마바사아?' });
    await published(entry);
    await published({ ...entry, question: '자차카타?', effective_date: '2999-01-01' });
    const on = async (day: string) => (await servedEmbeddings(db(), day)).get(entry.id);
    expect(await on('2998-12-31')).not.toEqual(await on('2999-01-01'));
    expect(await on('2998-12-31')).toEqual(await on('2026-01-02'));
  });

  it('embeds later what was published without, each version once', async () => {
    const entry = entryOf({ question: '파하거너?' });
    await published(entry, null);
    expect((await servedEmbeddings(db())).has(entry.id)).toBe(false);
    expect(await embedMissing(db(), embed)).toBe(1);
    expect((await servedEmbeddings(db())).has(entry.id)).toBe(true);
    expect(await embedMissing(db(), embed)).toBe(0);
  });

  it('gives back a vector to the bit, with pgvector and without', async () => {
    const entry = entryOf();
    const version = await published(entry);
    const given = precise();
    await saveEmbeddings(db(), [{ id: entry.id, version, embedding: given }]);
    expect((await servedEmbeddings(db())).get(entry.id)).toEqual(given);
    await rolledBack(db(), async (tx) => {
      await tx.execute(sql`alter table entry_versions alter embedding type real[]`);
      await saveEmbeddings(tx, [{ id: entry.id, version, embedding: given }]);
      expect((await servedEmbeddings(tx)).get(entry.id)).toEqual(given);
    });
  });

  it.each([
    ['short', new Float32Array(EMBEDDING_SIZE - 1).fill(1)],
    ['empty of direction', new Float32Array(EMBEDDING_SIZE)],
    ['not a number', new Float32Array(EMBEDDING_SIZE).fill(Number.NaN)],
  ])('refuses a vector that is %s', async (_, embedding) => {
    const row = { id: entryOf().id, version: 1, embedding };
    await expect(saveEmbeddings(db(), [row])).rejects.toThrow(/320 finite numbers/);
  });
});
