import { expect, it } from 'vitest';
import { handoffs, messages } from '@/lib/db/schema';
import { describeOnBothDatabases } from '@/lib/db/testing';
import { parseCsv } from '@/lib/knowledge/csv';
import { today } from '@/lib/knowledge/served';
import { dailyCsv } from './daily';
import { insightsOf } from './summary';
import { declined, madeReply } from './testing';

const timings = {
  queue_ms: 0,
  decode_ms: 100,
  prompt_tokens: 9,
  completion_tokens: 3,
  tokens_per_second: 80,
};
const hit = (score: number) => [{ id: 'a-01', score, similarity: score, lexical: 0 }];

describeOnBothDatabases('insights', (db) => {
  it('says of a new system that nothing was asked', async () => {
    const insights = await insightsOf(db(), 7);
    expect(insights).toMatchObject({ questions: 0, answer_rate: null, total_ms: null, scores: [] });
    expect(insights.daily.map(({ day }) => day).at(-1)).toBe(today());
    expect(insights.daily).toHaveLength(7);
  });

  it('counts what customers asked, what became of it and how long it took', async () => {
    const midnight = new Date(`${today()}T00:00:00+09:00`).getTime();
    const reply = (given: Parameters<typeof madeReply>[1]) => madeReply(db(), given);
    const trace = { intent: 'question', wording: 'written', hits: hit(1.32) } as const;
    await reply({
      question: '가',
      timings: { ...timings, prefill_ms: 100 },
      trace,
      down: { reason: 'wrong' },
    });
    await reply({ question: '나', timings: { ...timings, prefill_ms: 300 }, trace });
    await reply({ question: '다', ...declined, trace: { ...declined.trace, hits: hit(0.91) } });
    await reply({ question: '안녕', trace: { intent: 'smalltalk', wording: 'fixed' } });
    await reply({ question: '어제', created_at: new Date(midnight - 1000), trace });
    await reply({ question: '지난주', created_at: new Date(midnight - 7 * 86_400_000), trace });
    await reply({ question: '직원', channel: 'staff', trace });
    const [{ conversation_id }] = await db().select().from(messages).limit(1);
    const requested_at = new Date(Date.now() - 60_000);
    await db()
      .insert(handoffs)
      .values({ conversation_id, requested_at, claimed_at: new Date(requested_at.getTime() + 30_000) });

    const insights = await insightsOf(db(), 7);
    expect(insights).toMatchObject({
      questions: 5,
      answer_rate: 0.75,
      kinds: { written: 3, fixed: 1, handoff: 1, approved: 0 },
      first_token_ms: { p50: 200 },
      total_ms: { p50: 300 },
      tokens_per_second: 80,
      handoffs: { count: 1, median_wait_s: 30 },
      feedback: { up: 0, down: 1, reasons: [{ reason: 'wrong', count: 1 }] },
    });
    expect(insights.daily.slice(-2).map(({ questions }) => questions)).toEqual([1, 4]);
    expect(insights.scores.filter(({ answered, declined }) => answered + declined > 0)).toEqual([
      { from: 0.9, answered: 0, declined: 1 },
      { from: 1.3, answered: 3, declined: 0 },
    ]);

    const headings = {
      ...{
        day: '날짜',
        questions: '질문',
        approved: '원문',
        written: '작성',
        fallback: '대체',
        fixed: '인사',
      },
      ...{
        clarify: '되묻기',
        refuse: '거절',
        handoff: '연결',
        queued: '대기',
        up: '좋아요',
        down: '아쉬워요',
      },
    };
    const { records } = parseCsv(dailyCsv(insights.daily, headings));
    expect(records[0].slice(0, 2)).toEqual(['날짜', '질문']);
    expect(records.at(-1)).toEqual([today(), '4', '0', '2', '0', '1', '0', '0', '1', '1', '0', '1']);
  });
});
