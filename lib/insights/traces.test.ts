import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '@/lib/db/testing';
import { declined, madeReply } from './testing';
import { listTraces, readTrace } from './traces';

describeOnBothDatabases('traces', (db) => {
  it('are listed page by page without a gap, by kind and by text', async () => {
    // Many at the same instant: pages must not lose or repeat any of them.
    const created_at = new Date();
    const ids: string[] = [];
    for (let i = 0; i < 31; i++) ids.push(await madeReply(db(), { question: `질문 ${i}`, created_at }));
    ids.push(await madeReply(db(), { question: '없는 안내', created_at, ...declined }));
    const first = await listTraces(db(), {});
    const second = await listTraces(db(), { before: first.lines.at(-1)?.id });
    expect([first.more, second.more]).toEqual([true, false]);
    expect([...first.lines, ...second.lines].map(({ id }) => id).toSorted()).toEqual(ids.toSorted());

    expect((await listTraces(db(), { kind: 'handoff' })).lines).toMatchObject([{ question: '없는 안내' }]);
    expect((await listTraces(db(), { text: '질문 30' })).lines).toHaveLength(1);
    expect((await listTraces(db(), { text: "%' or 1=1" })).lines).toEqual([]);
  });

  it('tell how a reply came about', async () => {
    const id = await madeReply(db(), {
      question: '[전화번호]로 연락 주세요',
      text: '한 문장이에요. 두 문장이에요. 더한 문장이에요.',
      trace: { intent: 'question', wording: 'written', added: ['더한 문장이에요.'] },
    });
    expect(await readTrace(db(), id)).toMatchObject({ question: '[전화번호]로 연락 주세요', checked: 2 });
    for (const unknown of ['11111111-1111-4111-8111-111111111111', 'no-id']) {
      await expect(readTrace(db(), unknown)).rejects.toMatchObject({ code: 'message_not_found' });
    }
  });
});
