import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { audit_log, entries, feedback } from '@/lib/db/schema';
import { describeOnBothDatabases } from '@/lib/db/testing';
import { saveDraft, versions } from '@/lib/knowledge/store';
import { entryOf } from '@/lib/knowledge/testing';
import { casesJsonl, evaluationCases } from './cases';
import { draftFrom } from './draft';
import { handleDownVote, openDownVotes } from './feedback';
import { declined, madeReply } from './testing';

const editor = { id: 'e', name: '편집', email: 'editor@ondam.example' };
const { area: _, question, answer, effective_date, source } = entryOf();
const cite = (id: string) => [{ id, version: 1, question, answer, effective_date, source }];

describeOnBothDatabases('answers that were marked down', (db) => {
  const statusOf = async (message_id: string) =>
    (await db().select().from(feedback).where(eq(feedback.message_id, message_id)))[0].status;

  it('become a draft beside the cited entry, once', async () => {
    const cited = entryOf({ id: 'mark-07', area: '표시' });
    await saveDraft(db(), cited, 'x');
    const id = await madeReply(db(), {
      question: '두 줄로\n물어봤어요',
      citations: cite(cited.id),
      down: { reason: 'wrong' },
    });
    expect((await openDownVotes(db())).votes).toMatchObject([
      { message_id: id, reason: 'wrong', entries: [{ id: 'mark-07', cited: true }] },
    ]);
    expect(await handleDownVote(db(), editor, id, { action: 'draft' })).toEqual({ entry_id: 'mark-08' });
    const [draft] = await versions(db(), 'mark-08');
    expect(draft).toMatchObject({
      status: 'draft',
      area: '표시',
      question: '두 줄로 물어봤어요',
      answer: '답변이에요.',
      author: editor.email,
    });
    expect(await statusOf(id)).toBe('drafted');
    expect((await openDownVotes(db())).total).toBe(0);
    expect(await db().select().from(audit_log).where(eq(audit_log.subject_id, 'mark-08'))).toMatchObject([
      { actor: '편집', action: 'entry.draft' },
    ]);
    await expect(handleDownVote(db(), editor, id, { action: 'dismiss' })).rejects.toMatchObject({
      code: 'feedback_handled',
    });
  });

  it('are drafted with the text to be written where nothing was answered, and with the other wordings', async () => {
    const ids: string[] = [];
    for (const asked of ['금 한 돈에 얼마예요?', '금 시세요', '금 한 돈에 얼마예요?', '가'.repeat(300)]) {
      ids.push(await madeReply(db(), { question: asked, ...declined }));
    }
    const id = await draftFrom(db(), editor, ids);
    expect(id).toBe('misc-01');
    const [draft] = await versions(db(), id);
    expect(draft).toMatchObject({
      area: '기타',
      question: '금 한 돈에 얼마예요?',
      variants: ['금 시세요', '가'.repeat(100)],
      answer: expect.stringContaining('[작성 필요]'),
    });
  });

  it('get numbers of their own when two are drafted at once', async () => {
    const two = await Promise.all(
      ['하나', '둘'].map((text) => madeReply(db(), { question: text, ...declined })),
    );
    const made = await Promise.all(two.map((id) => draftFrom(db(), editor, [id])));
    expect(new Set(made).size).toBe(2);
  });

  it('become evaluation cases in the form of the evaluation sets', async () => {
    await db().insert(entries).values({ id: 'case-entry-01' }).onConflictDoNothing();
    await saveDraft(db(), entryOf({ id: 'case-entry-01' }), 'x');
    const right = await madeReply(db(), { question: '맞는 항목이 있어요', down: {} });
    const none = await madeReply(db(), { question: '답이 없어야 해요', down: {} });
    const evaluate = (id: string, entry_id: string | null) =>
      handleDownVote(db(), editor, id, { action: 'evaluate', entry_id });
    await expect(evaluate(right, 'nothing-99')).rejects.toMatchObject({ code: 'entry_not_found' });
    expect(await statusOf(right)).toBe('open');
    await evaluate(right, 'case-entry-01');
    await evaluate(none, null);
    expect(await statusOf(none)).toBe('evaluation_case');
    const lines = casesJsonl(await evaluationCases(db()))
      .trimEnd()
      .split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { id: expect.any(String), kind: 'unanswerable', question: '답이 없어야 해요' },
      { id: expect.any(String), entry: 'case-entry-01', question: '맞는 항목이 있어요' },
    ]);
  });

  it('are not taken from what staff asked', async () => {
    const id = await madeReply(db(), { question: '직원 질문', channel: 'staff', ...declined });
    await expect(draftFrom(db(), editor, [id])).rejects.toMatchObject({ code: 'message_not_found' });
  });
});
