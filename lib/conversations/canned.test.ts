import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '@/lib/db/testing';
import {
  addCannedReply,
  cannedReplySchema,
  changeCannedReply,
  deleteCannedReply,
  listCannedReplies,
} from './canned';

const agent = { id: 'a', name: '김상담' };

describeOnBothDatabases('canned replies', (db) => {
  it('are there to begin with, and stay away once all were deleted', async () => {
    const [first, again] = await Promise.all([listCannedReplies(db()), listCannedReplies(db())]);
    expect(first.length).toBeGreaterThan(2);
    expect(again.length).toBe(first.length);
    for (const { id } of first) await deleteCannedReply(db(), agent, id);
    expect(await listCannedReplies(db())).toEqual([]);
  });

  it('are added, changed and deleted; personal data never gets in', async () => {
    const given = cannedReplySchema.parse({ title: ' 회신 ', text: '010-1234-5678로 전화드릴게요.' });
    const { id } = await addCannedReply(db(), agent, given);
    expect(await listCannedReplies(db())).toMatchObject([{ title: '회신' }]);
    expect((await listCannedReplies(db()))[0].text).not.toContain('1234');
    await changeCannedReply(db(), agent, id, { title: '회신', text: '전화드릴게요.' });
    expect(await listCannedReplies(db())).toEqual([{ id, title: '회신', text: '전화드릴게요.' }]);
    await deleteCannedReply(db(), agent, id);
    await expect(changeCannedReply(db(), agent, id, given)).rejects.toMatchObject({
      code: 'canned_reply_not_found',
    });
  });
});
