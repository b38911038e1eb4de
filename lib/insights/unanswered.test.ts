import { describe, expect, it } from 'vitest';
import { describeOnBothDatabases } from '@/lib/db/testing';
import { Encoder } from '@/model/runtime/encoder';
import { cluster } from './cluster';
import { draftFrom } from './draft';
import { declined, madeReply } from './testing';
import { unansweredClusters } from './unanswered';

const at = (degrees: number) =>
  Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));

describe('groups of questions', () => {
  it('stand around the one with most neighbours, largest first, each question in one', () => {
    expect(cluster([at(180), at(0), at(30), at(60), at(200)], Math.cos(Math.PI / 5))).toEqual([
      [2, 1, 3],
      [0, 4],
    ]);
    expect(cluster([])).toEqual([]);
  });

  it('hold by the shipped encoder what asks the same, and not what asks something else', async () => {
    const encoder = await Encoder.load('model/bank');
    const gold = ['오늘 금값 얼마예요', '오늘 금값 얼마인가요?', '오늘 금값이 얼마예요?'];
    const others = ['신용카드 연회비가 얼마예요?', '주말에 비가 올까요?'];
    const groups = cluster(await encoder.embed([...gold, ...others]));
    expect(groups.map((group) => group.toSorted())).toEqual([[0, 1, 2], [3], [4]]);
    await encoder.release();
  });
});

describeOnBothDatabases('unanswered questions', (db) => {
  /** By the first character. */
  const embed = async (texts: readonly string[]) => texts.map((text) => at(text.startsWith('금') ? 0 : 90));
  const knowledge = { consider: async () => ({ hits: [] }) };
  const clusters = () => unansweredClusters(db(), 7, embed, knowledge);

  it('are those without an answer or marked down, but not wishes for a person', async () => {
    await madeReply(db(), { question: '금값 얼마예요', ...declined });
    await madeReply(db(), { question: '금 시세', ...declined });
    const marked = await madeReply(db(), { question: '수수료가 틀려요', down: {} });
    await madeReply(db(), { question: '답을 받은 질문' });
    await madeReply(db(), { question: '금 처리된 질문', down: { status: 'dismissed' } });
    await madeReply(db(), {
      question: '사람이 봐야 하는 질문',
      ...declined,
      trace: { ...declined.trace, confidence: 'person' },
    });
    const [gold, fees] = await clusters();
    expect(gold.wordings.toSorted()).toEqual(['금 시세', '금값 얼마예요']);
    expect(fees).toMatchObject({ question: '수수료가 틀려요', message_ids: [marked] });
    expect(await clusters()).toHaveLength(2);

    const draft = await draftFrom(db(), { id: 'e', name: 'e', email: 'e@x' }, gold.message_ids);
    expect((await clusters())[0]).toMatchObject({ draft });
  });
});
