import { eq, sql } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { messages } from '@/lib/db/schema';
import { describeOnBothDatabases } from '@/lib/db/testing';
import { DEAD_AFTER_SECONDS } from './owned';
import { readConversation } from './read';
import { closeTurn, openTurn, recall, saveProgress, type Turn, withdrawTurn } from './turn';
import { isVisitorSecret, newVisitorSecret, ownerOf } from './visitor';

const timings = {
  prompt_tokens: 9,
  completion_tokens: 3,
  queue_ms: 0,
  prefill_ms: 12,
  decode_ms: 34,
  tokens_per_second: 90,
};
const settings = { temperature: 0.6, seed: 7 };
const done = (text: string) => ({ text, status: 'complete' as const, finish_reason: 'stop', timings });
const notFound = expect.objectContaining({ code: 'conversation_not_found' });

describeOnBothDatabases('conversations', (db) => {
  const newOwner = () => ownerOf(newVisitorSecret());

  const ask = (owner: string, text: string, conversation_id?: string) =>
    openTurn(db(), owner, { conversation_id, text }, { text, masked: [] }, settings);
  const askAgain = (owner: string, conversation_id: string) =>
    openTurn(db(), owner, { conversation_id, regenerate: true }, { text: '', masked: [] }, settings);

  /** Asks and answers, in the conversation of `before` when there is one. */
  async function exchange(owner: string, question: string, answer: string, before?: Turn): Promise<Turn> {
    const turn = await ask(owner, question, before?.conversation_id);
    await closeTurn(db(), turn, done(answer));
    return turn;
  }

  it('gives back what was said, in order, with how it was said', async () => {
    const owner = newOwner();
    const first = await exchange(owner, '이체 한도가 얼마예요? 🙂', '1일 1천만 원이에요.');
    await exchange(owner, '올릴 수 있나요?', '네, 앱에서 올려요.', first);
    const { messages } = await readConversation(db(), owner, first.conversation_id);
    expect(messages.map((m) => [m.role, m.text])).toEqual([
      ['user', '이체 한도가 얼마예요? 🙂'],
      ['assistant', '1일 1천만 원이에요.'],
      ['user', '올릴 수 있나요?'],
      ['assistant', '네, 앱에서 올려요.'],
    ]);
    expect(messages[1]).toMatchObject({
      sampling: settings,
      timings,
      finish_reason: 'stop',
      status: 'complete',
    });
  });

  it('shows the model the earlier turns apart from the question', async () => {
    const owner = newOwner();
    const { conversation_id } = await exchange(owner, '질문 1', '답 1');
    expect(await recall(db(), owner, { conversation_id, text: '질문 2' })).toMatchObject({
      question: '질문 2',
      history: [
        { role: 'user', content: '질문 1' },
        { role: 'assistant', content: '답 1' },
      ],
    });
  });

  it('cannot be read or continued by another visitor, and does not say that it exists', async () => {
    const { conversation_id } = await exchange(newOwner(), '비밀', '네');
    const stranger = newOwner();
    await expect(readConversation(db(), stranger, conversation_id)).rejects.toEqual(notFound);
    await expect(ask(stranger, '?', conversation_id)).rejects.toEqual(notFound);
    for (const unknown of ['11111111-1111-4111-8111-111111111111', 'not-an-id', '']) {
      await expect(readConversation(db(), stranger, unknown)).rejects.toEqual(notFound);
    }
  });

  it('lets one answer at a time be written', async () => {
    const owner = newOwner();
    const { conversation_id } = await ask(owner, '첫째');
    await expect(ask(owner, '둘째', conversation_id)).rejects.toMatchObject({ code: 'answer_in_progress' });
  });

  it('lets only one of two simultaneous questions into a conversation', async () => {
    const owner = newOwner();
    const { conversation_id } = await exchange(owner, '안녕', '안녕하세요');
    const race = await Promise.allSettled(['가', '나'].map((text) => ask(owner, text, conversation_id)));
    expect(race.map((r) => r.status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  it('shows the newest answer to a question, and the model never sees the one it replaces', async () => {
    const owner = newOwner();
    const first = await exchange(owner, '질문', '옛 답');
    const again = { conversation_id: first.conversation_id, regenerate: true } as const;
    expect(await recall(db(), owner, again)).toMatchObject({ question: '질문', history: [] });
    const turn = await askAgain(owner, first.conversation_id);
    await closeTurn(db(), turn, done('새 답'));
    const { messages } = await readConversation(db(), owner, first.conversation_id);
    expect(messages.map((m) => m.text)).toEqual(['질문', '새 답']);
  });

  it('keeps the earlier answer when the new one ended before its first word', async () => {
    const owner = newOwner();
    const first = await exchange(owner, '질문', '옛 답');
    const stopped = await askAgain(owner, first.conversation_id);
    await closeTurn(db(), stopped, { text: '', status: 'interrupted', finish_reason: null, timings: null });
    await withdrawTurn(db(), await askAgain(owner, first.conversation_id));
    const { messages } = await readConversation(db(), owner, first.conversation_id);
    expect(messages.map((m) => m.text)).toEqual(['질문', '옛 답']);
  });

  it('leaves no trace of a withdrawn question, so that it can be sent again', async () => {
    const owner = newOwner();
    const turn = await ask(owner, '질문');
    await withdrawTurn(db(), turn);
    expect((await readConversation(db(), owner, turn.conversation_id)).messages).toEqual([]);
    await expect(askAgain(owner, turn.conversation_id)).rejects.toMatchObject({
      code: 'nothing_to_regenerate',
    });
  });

  it('marks the answer of a dead process interrupted with what it had written, and never a live one', async () => {
    const owner = newOwner();
    const turn = await ask(owner, '질문');
    const answer = async () => (await readConversation(db(), owner, turn.conversation_id)).messages[1];
    await saveProgress(db(), turn, '쓰던 ');
    expect(await answer()).toMatchObject({ status: 'streaming', text: '쓰던 ' });
    await db()
      .update(messages)
      .set({ heartbeat_at: sql`now() - make_interval(secs => ${DEAD_AFTER_SECONDS + 1})` })
      .where(eq(messages.id, turn.answer_id));
    expect(await answer()).toMatchObject({ status: 'interrupted', text: '쓰던 ' });
  });

  it('keeps the last word on an answer, though an earlier save comes in after it', async () => {
    const owner = newOwner();
    const turn = await exchange(owner, '질문', '끝까지 쓴 답');
    await saveProgress(db(), turn, '끝까지');
    expect((await readConversation(db(), owner, turn.conversation_id)).messages[1].text).toBe('끝까지 쓴 답');
  });

  it('stores an answer that holds a NUL character', async () => {
    const owner = newOwner();
    const { conversation_id } = await exchange(owner, '질문', '앞\0뒤');
    expect((await readConversation(db(), owner, conversation_id)).messages[1].text).toBe('앞뒤');
  });
});

describe('the visitor cookie', () => {
  it('is taken only in the form that we give out', () => {
    expect(isVisitorSecret(newVisitorSecret())).toBe(true);
    for (const forged of [undefined, '', 'x', `${newVisitorSecret()}x`, "' or 1=1 --"]) {
      expect(isVisitorSecret(forged)).toBe(false);
    }
  });
});
