import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '@/lib/db/testing';
import { PublishedKnowledge } from './service';
import { publish, retire, review, saveDraft } from './store';
import { entryOf } from './testing';
import { EMBEDDING_SIZE } from './vectors';

const embed = async (texts: readonly string[]) =>
  texts.map((text) => {
    const vector = new Float32Array(EMBEDDING_SIZE);
    for (const character of text) vector[character.codePointAt(0)! % EMBEDDING_SIZE] += 1;
    const length = Math.hypot(...vector);
    return vector.map((x) => x / length);
  });

describeOnBothDatabases('the published knowledge', (db) => {
  it('finds what is published, here or by another process, at the next question, and never what is retired', async () => {
    const [here, there] = [
      await PublishedKnowledge.open(db(), embed, EMBEDDING_SIZE),
      await PublishedKnowledge.open(db(), embed, EMBEDDING_SIZE),
    ];
    const finds = async (text: string) =>
      Promise.all(
        [here, there].map(
          async (knowledge) => (await knowledge.consider(text, 1)).hits[0]?.entry.answer ?? null,
        ),
      );
    const entry = entryOf({ question: '두루마리 예약은 어떻게 하나요?', answer: '앱에서 예약해요.' });
    const publishing = async (changed: typeof entry) => {
      const { version } = await saveDraft(db(), changed, 'ara');
      await review(db(), entry.id, version, 'bom');
      expect(await finds('두루마리 예약')).not.toContain(changed.answer);
      await publish(db(), entry.id, version, { embed });
    };
    await publishing(entry);
    expect(await finds('두루마리 예약')).toEqual([entry.answer, entry.answer]);
    await publishing({ ...entry, answer: '창구에서 예약해요.' });
    expect(await finds('두루마리 예약')).toEqual(['창구에서 예약해요.', '창구에서 예약해요.']);
    await retire(db(), entry.id, 2);
    expect(await finds('두루마리 예약')).toEqual([null, null]);
  });
});
