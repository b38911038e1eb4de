import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DenseIndex } from './dense';
import { KnowledgeSearch, type Served } from './search';

const entry = (id: string, question: string, answer: string, variants: string[] = []): Served => ({
  id,
  version: 1,
  area: '시험',
  question,
  variants,
  answer,
  effective_date: '2026-01-02',
  source: '시험 규정 제1조',
  related: [],
  facts: [],
});

/** Meaning as far as these tests need it: which of a few subjects a text is about. */
const SUBJECTS = [/분실|잃어|두고/, /한도|최대/, /이자|금리/];
const embed = async (texts: readonly string[]) =>
  texts.map((text) => {
    const vector = Float32Array.from(SUBJECTS, (subject) => Number(subject.test(text)));
    const length = Math.hypot(...vector) || 1;
    return vector.map((x) => x / length);
  });

async function bank(): Promise<KnowledgeSearch> {
  const search = new KnowledgeSearch(embed, SUBJECTS.length);
  await search.set(entry('lost', '카드를 분실했어요', '1588-0001로 신고해 주세요.', ['카드가 없어졌어요']));
  await search.set(entry('limit', '이체 한도를 올리려면?', '앱에서 올릴 수 있어요.'));
  await search.set(entry('rate', '예금 금리가 얼마예요?', '연 2.80%예요.'));
  return search;
}

describe('KnowledgeSearch', () => {
  it('finds by meaning what shares no word, and by word what the encoder does not know', async () => {
    const search = await bank();
    expect((await search.search('버스에 두고 내렸어', 3))[0].entry.id).toBe('lost');
    expect((await search.search('신고해', 3))[0].entry.id).toBe('lost');
    const [hit] = await search.search('최대치', 1);
    expect(hit).toMatchObject({ similarity: 1, exact: false });
    expect(hit.entry.id).toBe('limit');
  });

  it('knows its own wordings whatever their spaces and marks, and puts them first', async () => {
    const search = await bank();
    expect((await search.search('카드가  없어졌어요!!', 2))[0]).toMatchObject({ exact: true });
    expect((await search.search('카드가 없어졌는데요', 2))[0]).toMatchObject({ exact: false });
  });

  it('serves an entry as it was last set, at once', async () => {
    const search = await bank();
    await search.set(entry('lost', '통장을 두고 왔어요', '영업점에 물어보세요.'));
    expect(search.size).toBe(3);
    expect((await search.search('카드가 없어졌어요', 3)).some(({ exact }) => exact)).toBe(false);
    const [hit] = await search.search('통장을 두고 왔어요', 3);
    expect(hit).toMatchObject({ exact: true, entry: { answer: '영업점에 물어보세요.' } });
    search.delete('lost');
    expect((await search.search('통장을 두고 왔어요', 3)).map((h) => h.entry.id)).not.toContain('lost');
  });

  it('tells what is outside the knowledge from what is in it, on one scale', async () => {
    const search = new KnowledgeSearch();
    await search.set(entry('rate', '예금 금리가 얼마예요?', '연 2.80%예요.'));
    await search.setOutside([
      {
        id: 'off-topic-weather',
        kind: 'off-topic',
        topic: '날씨',
        wordings: ['오늘 날씨 어때요', '비 와요?'],
      },
    ]);
    const weather = await search.consider('내일 날씨 어때요', 3);
    expect(weather.outside?.kind).toBe('off-topic');
    expect(weather.outside?.lead).toBeGreaterThan(0);
    const rate = await search.consider('예금 금리 알려 줘요', 3);
    expect(rate.hits[0].entry.id).toBe('rate');
    expect(rate.outside?.lead ?? -1).toBeLessThan(0);
    expect((await search.search('오늘 날씨 어때요', 3)).every((hit) => hit.entry.id === 'rate')).toBe(true);
  });

  it('finds what a short question means by what was said before it', async () => {
    const search = new KnowledgeSearch();
    await search.set(entry('wire', '해외송금은 어떻게 하나요?', '앱에서 보내고 수수료는 5,000원이에요.'));
    await search.set(entry('card', '카드 연회비가 있나요?', '연회비는 없고 재발급 수수료는 1,000원이에요.'));
    const asked = async (context?: string) =>
      (await search.consider('그럼 수수료는요?', 1, context)).hits[0].entry.id;
    expect(await asked('해외송금 하려고요 앱에서 보내실 수 있어요.')).toBe('wire');
    expect(await asked('카드 연회비 있어요? 연회비는 없어요.')).toBe('card');
    const other = await search.consider('카드 연회비가 있나요?', 1, '해외송금 하려고요 앱에서 보내요.');
    expect(other.hits[0].entry.id).toBe('card');
  });

  it('works by words alone where there is no encoder', async () => {
    const search = new KnowledgeSearch();
    await search.set(entry('rate', '예금 금리가 얼마예요?', '연 2.80%예요.'));
    expect((await search.search('금리 알려 주세요', 3))[0]).toMatchObject({ similarity: 0 });
  });
});

describe('DenseIndex', () => {
  const unit = fc
    .array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 3 })
    .filter((v) => v.some(Boolean))
    .map((v) => Float32Array.from(v, (x) => x / Math.hypot(...v)));

  it('orders entries by their cosine', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(unit, { maxLength: 12 }), unit, async (all, query) => {
        const index = new DenseIndex(3);
        for (const [id, vector] of all.entries()) index.set(String(id), vector);
        const dot = (v: Float32Array) => v.reduce((sum, x, i) => sum + x * query[i], 0);
        const expected = all.map(dot).sort((a, b) => b - a);
        const scores = await index.compare(query);
        const found = scores.best(5).map(scores.of);
        expect(found).toHaveLength(Math.min(5, all.length));
        for (const [i, similarity] of found.entries()) expect(similarity).toBeCloseTo(expected[i], 5);
      }),
    );
  });
});
