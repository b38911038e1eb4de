import { count, eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { feedback, messages } from '@/lib/db/schema';
import { describeOnBothDatabases } from '@/lib/db/testing';
import { giveFeedback } from './feedback';
import { requestHandoff } from './handoff';
import { deleteConversation, listConversations, newConversation, readConversation } from './read';
import { closeTurn, openTurn, saveProgress, withdrawTurn } from './turn';
import { newVisitorSecret, ownerOf } from './visitor';

const done = { text: '답', status: 'complete', finish_reason: 'stop', timings: null } as const;

describeOnBothDatabases('the life of a conversation', (db) => {
  const newOwner = () => ownerOf(newVisitorSecret());
  const ask = (owner: string, text: string, conversation_id?: string) =>
    openTurn(db(), owner, { conversation_id, text }, { text, masked: [] }, {});

  it('an edited question takes the place of the last one and of all answers to it', async () => {
    const owner = newOwner();
    const first = await ask(owner, '첫 질문');
    await closeTurn(db(), first, done);
    const { conversation_id } = first;
    await closeTurn(db(), await ask(owner, '둘째 질문', conversation_id), done);
    const edit = { conversation_id, text: '고친 질문', edit: true };
    const turn = await openTurn(db(), owner, edit, { text: '고친 질문', masked: [] }, {});
    await closeTurn(db(), turn, { ...done, text: '고친 답' });
    const { messages: shown } = await readConversation(db(), owner, conversation_id);
    expect(shown.map(({ text }) => text)).toEqual(['첫 질문', '답', '고친 질문', '고친 답']);
  });

  it('the bot never answers, nor finishes an answer, once a person was asked for', async () => {
    const owner = newOwner();
    const turn = await ask(owner, '질문');
    await saveProgress(db(), turn, '쓰던 ');
    await requestHandoff(db(), owner, turn.conversation_id);
    expect(await closeTurn(db(), turn, { ...done, text: '쓰던 답을 다 썼어요.' })).toBe(false);
    await withdrawTurn(db(), turn);
    const { messages: shown, handling } = await readConversation(db(), owner, turn.conversation_id);
    expect(shown.map(({ role, text, status }) => [role, text, status])).toEqual([
      ['user', '질문', 'complete'],
      ['assistant', '쓰던 ', 'interrupted'],
      ['notice', 'queued', 'complete'],
    ]);
    expect(handling).toMatchObject({ handler: 'queue', position: expect.any(Number) });
    await expect(ask(owner, '또 질문', turn.conversation_id)).rejects.toMatchObject({
      code: 'not_bots_turn',
    });
  });

  it('lists what is the owner’s alone, the newest first, and nothing in which nothing was said', async () => {
    const owner = newOwner();
    const older = await ask(owner, '먼저 물은 것');
    await closeTurn(db(), older, done);
    const newer = await ask(owner, '나중에 물은 것');
    await closeTurn(db(), newer, done);
    await newConversation(db(), owner);
    const titles = async () => (await listConversations(db(), owner)).map(({ title }) => title);
    expect(await titles()).toEqual(['나중에 물은 것', '먼저 물은 것']);
    await closeTurn(db(), await ask(owner, '다시', older.conversation_id), done);
    expect(await titles()).toEqual(['먼저 물은 것', '나중에 물은 것']);
    expect(await listConversations(db(), newOwner())).toEqual([]);
  });

  it('deletes a conversation with its messages and what was thought of them, for its owner alone', async () => {
    const owner = newOwner();
    const turn = await ask(owner, '지울 질문');
    await closeTurn(db(), turn, done);
    await giveFeedback(db(), owner, turn.answer_id, { rating: 'up', comment: '' });
    const rows = async () => {
      const [{ n }] = await db()
        .select({ n: count() })
        .from(messages)
        .where(eq(messages.conversation_id, turn.conversation_id));
      return n;
    };
    const stranger = deleteConversation(db(), newOwner(), turn.conversation_id);
    await expect(stranger).rejects.toMatchObject({ code: 'conversation_not_found' });
    expect(await rows()).toBe(2);
    await deleteConversation(db(), owner, turn.conversation_id);
    expect(await rows()).toBe(0);
    const left = await db().select().from(feedback).where(eq(feedback.message_id, turn.answer_id));
    expect(left).toEqual([]);
  });

  it('keeps the newest judgement of an answer, with personal data masked, from its owner alone', async () => {
    const owner = newOwner();
    const turn = await ask(owner, '질문');
    await closeTurn(db(), turn, done);
    const comment = '010-1234-5678로 전화 주세요';
    await giveFeedback(db(), owner, turn.answer_id, { rating: 'up', comment: '' });
    await giveFeedback(db(), owner, turn.answer_id, { rating: 'down', reason: 'wrong', comment });
    const [row] = await db().select().from(feedback).where(eq(feedback.message_id, turn.answer_id));
    expect(row).toMatchObject({ rating: 'down', reason: 'wrong', status: 'open' });
    expect(row.comment).not.toContain('1234');
    for (const [who, what] of [
      [newOwner(), turn.answer_id],
      [owner, turn.question_id],
      [owner, 'no id'],
    ]) {
      const given = giveFeedback(db(), who, what, { rating: 'up', comment: '' });
      await expect(given).rejects.toMatchObject({ code: 'message_not_found' });
    }
  });
});
