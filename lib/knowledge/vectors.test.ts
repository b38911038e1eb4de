import { sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { entry_texts } from '@/lib/db/schema';
import { describeOnBothDatabases } from '@/lib/db/testing';
import { Random } from '@/model/random';
import type { Entry } from './entry';
import { publish, retire, review, saveDraft } from './store';
import { entryOf, rolledBack } from './testing';
import {
  EMBEDDING_SIZE,
  embedMissing,
  type Neighbour,
  nearest,
  nearestOf,
  saveEmbeddings,
  servedEmbeddings,
} from './vectors';

/** Vectors at random, the same ones for the same seed. */
function sample(count: number, seed: number): Float32Array[] {
  const random = new Random(seed);
  const vector = () => Float32Array.from({ length: EMBEDDING_SIZE }, () => random.normal());
  return Array.from({ length: count }, vector);
}

/** A vector for each text, always the same one: 1 at places that its characters choose. */
const embed = async (texts: readonly string[]) =>
  texts.map((text) => {
    const vector = new Float32Array(EMBEDDING_SIZE);
    for (const character of text) vector[character.codePointAt(0)! % EMBEDDING_SIZE] += 1;
    return vector;
  });

describeOnBothDatabases('the vectors of the knowledge', (db) => {
  async function published(entry: Entry, embedding: typeof embed | null = embed): Promise<number> {
    const { version } = await saveDraft(db(), entry, 'ara');
    await review(db(), entry.id, version, 'bom');
    await publish(db(), entry.id, version, { embed: embedding });
    return version;
  }
  const nearestTo = async (text: string, k = 1, day?: string) =>
    (await nearest(db(), (await embed([text]))[0], k, day)).map(({ entry_id }) => entry_id);

  it('finds an entry from the moment it is published, by each of its texts, and never once retired', async () => {
    const entry = entryOf({ question: '가나다라?', variants: ['qwer zxcv'], answer: '123 456 7890' });
    await published(entryOf());
    await published(entry);
    for (const text of [entry.question, ...entry.variants, entry.answer]) {
      expect(await nearestTo(text)).toEqual([entry.id]);
    }
    await published({ ...entry, variants: ['새로운 표현'] });
    const [{ similarity }] = await nearest(db(), (await embed(['qwer zxcv']))[0], 1);
    expect(similarity).toBeLessThan(0.9);
    expect(await nearestTo('새로운 표현')).toEqual([entry.id]);
    await retire(db(), entry.id, 2);
    expect(await nearestTo('가나다라?', 100)).not.toContain(entry.id);
  });

  it('finds a version from its effective date on, and until then the one before', async () => {
    const entry = entryOf({ question: '마바사아?' });
    await published(entry);
    await published({ ...entry, question: '자차카타?', effective_date: '2999-01-01' });
    const [[was], [will]] = [await embed(['마바사아?']), await embed(['자차카타?'])];
    const finds = async (query: Float32Array, day: string) =>
      (await nearest(db(), query, 1, day))[0].similarity > 0.999;
    expect([await finds(was, '2998-12-31'), await finds(will, '2998-12-31')]).toEqual([true, false]);
    expect([await finds(was, '2999-01-01'), await finds(will, '2999-01-01')]).toEqual([false, true]);
  });

  it('embeds later what was published without, each text once', async () => {
    const entry = entryOf({
      question: '파하거너?',
      variants: Array.from({ length: 100 }, (_, i) => `표현 ${i}`),
    });
    await published(entry, null);
    expect(await nearestTo('파하거너?')).not.toEqual([entry.id]);
    expect(await embedMissing(db(), embed)).toBe(102);
    expect(await nearestTo('파하거너?')).toEqual([entry.id]);
    expect(await embedMissing(db(), embed)).toBe(0);
  });

  it('gives back the vectors as they were saved, those of an entry in the order of its texts', async () => {
    const entry = entryOf({ variants: ['더러머', '버서어'] });
    await published(entry);
    const own = (await servedEmbeddings(db())).filter(({ entry_id }) => entry_id === entry.id);
    expect(own.map(({ embedding }) => embedding)).toEqual(
      await embed([entry.question, ...entry.variants, entry.answer]),
    );
    const precise = own.map(({ text_id }, i) => ({ text_id, embedding: sample(4, 1)[i] }));
    await saveEmbeddings(db(), precise);
    const again = (await servedEmbeddings(db())).filter(({ entry_id }) => entry_id === entry.id);
    expect(again.map(({ embedding }) => embedding)).toEqual(precise.map(({ embedding }) => embedding));
  });

  it.each([
    ['short', new Float32Array(EMBEDDING_SIZE - 1).fill(1)],
    ['empty of direction', new Float32Array(EMBEDDING_SIZE)],
    ['not a number', new Float32Array(EMBEDDING_SIZE).fill(Number.NaN)],
  ])('refuses a vector that is %s', async (_, embedding) => {
    await expect(saveEmbeddings(db(), [{ text_id: 1, embedding }])).rejects.toThrow(/320 finite numbers/);
    await expect(nearest(db(), embedding, 1)).rejects.toThrow(/320 finite numbers/);
  });

  describe('in order', () => {
    const queries = sample(5, 7);

    /** 400 texts with vectors at random, where there was nothing but the entries of the tests above. */
    async function fill() {
      const variants = Array.from({ length: 198 }, (_, i) => `무작위 ${i}`);
      await published(entryOf({ variants }), null);
      await published(entryOf({ variants }), null);
      const texts = await db().select({ text_id: entry_texts.id }).from(entry_texts);
      const random = sample(texts.length, 11);
      await saveEmbeddings(
        db(),
        texts.map((text, i) => ({ ...text, embedding: random[i] })),
      );
    }

    it('is the same from the database as when every text is compared', async () => {
      await fill();
      const reference = await servedEmbeddings(db());
      for (const query of queries) {
        const found = await nearest(db(), query, 20);
        const expected = nearestOf(reference, query, 20);
        expect(found.map(({ text_id }) => text_id)).toEqual(expected.map(({ text_id }) => text_id));
        for (const [i, { similarity }] of found.entries()) {
          expect(similarity).toBeCloseTo(expected[i].similarity, 5);
        }
      }
    });

    it('is the same on a database without pgvector, and all but the same by the index', async () => {
      const bySorting = await inTurn(queries, (query) => nearest(db(), query, 20));
      const without = await rolledBack(db(), async (tx) => {
        await tx.execute(sql`set local client_min_messages = warning`);
        await tx.execute(sql`drop index if exists entry_texts_embedding`);
        await tx.execute(sql`alter table entry_texts alter embedding type real[]`);
        return inTurn(queries, (query) => nearest(tx, query, 20));
      });
      const byIndex = await rolledBack(db(), async (tx) => {
        await tx.execute(sql`set local enable_seqscan = off`);
        await tx.execute(sql`set local enable_sort = off`);
        return inTurn(queries, (query) => nearest(tx, query, 20));
      });
      const textsOf = (all: Neighbour[][]) => all.map((found) => found.map(({ text_id }) => text_id));
      expect(textsOf(without)).toEqual(textsOf(bySorting));
      for (const [i, found] of byIndex.entries()) {
        expect(found).toEqual(found.toSorted((a, b) => b.similarity - a.similarity));
        const missed = textsOf(bySorting)[i].filter((id) => !textsOf(byIndex)[i].includes(id));
        expect(missed.length).toBeLessThanOrEqual(2);
      }
    });
  });
});

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (const item of items) results.push(await work(item));
  return results;
}
