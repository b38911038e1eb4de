import { count, eq, sql } from 'drizzle-orm';
import { beforeEach, expect, it } from 'vitest';
import { auditLog } from '@/lib/auth/audit';
import { conversations, messages, rate_limits } from '@/lib/db/schema';
import { describeOnBothDatabases } from '@/lib/db/testing';
import { deleteExpired, eraseConversation } from './retention';

describeOnBothDatabases('retention', (db) => {
  beforeEach(async () => {
    await db().delete(conversations);
  });

  async function conversation(daysAgo: number): Promise<string> {
    const updated_at = sql`now() - make_interval(days => ${daysAgo})`;
    const [{ id }] = await db()
      .insert(conversations)
      .values({ owner: 'somebody', updated_at })
      .returning({ id: conversations.id });
    const message = {
      conversation_id: id,
      position: 0,
      role: 'user',
      text: '한도',
      status: 'complete',
    } as const;
    await db().insert(messages).values(message);
    return id;
  }

  it('deletes what was silent for longer, with all that belongs to it, and nothing else', async () => {
    await conversation(31);
    const kept = await conversation(29);
    expect(await deleteExpired(db(), 30)).toBe(1);
    expect(await db().select({ id: conversations.id }).from(conversations)).toEqual([{ id: kept }]);
    expect(await db().select({ of: messages.conversation_id }).from(messages)).toEqual([{ of: kept }]);
    const [row] = await auditLog(db(), { action: 'conversation.expire' });
    expect(row).toMatchObject({ actor: 'retention', subject_id: '30d', after: { count: 1 } });
    expect(await deleteExpired(db(), 30)).toBe(0);
  });

  it('deletes many, by several servers at once, each once', async () => {
    await db().execute(sql`insert into conversations (owner, updated_at)
      select 'crowd', now() - interval '40 days' from generate_series(1, 1203)`);
    const counts = await Promise.all([1, 2, 3].map(() => deleteExpired(db(), 30)));
    const rest = await deleteExpired(db(), 30);
    expect(counts.reduce((sum, n) => sum + n, rest)).toBe(1203);
    const [{ left }] = await db().select({ left: count() }).from(conversations);
    expect(left).toBe(0);
  });

  it('forgets addresses whose counts have run out', async () => {
    const row = (key: string, ms: number) => ({ key, points: 1, expire: new Date(Date.now() + ms) });
    await db()
      .insert(rate_limits)
      .values([row('page:192.0.2.1', -1000), row('page:192.0.2.2', 60_000)]);
    await deleteExpired(db(), 30);
    expect(await db().select({ key: rate_limits.key }).from(rate_limits)).toEqual([
      { key: 'page:192.0.2.2' },
    ]);
  });

  it('erases one conversation that its customer wants gone, and notes that without its words', async () => {
    const [gone, kept] = [await conversation(0), await conversation(0)];
    await eraseConversation(db(), gone);
    expect(await db().select().from(conversations).where(eq(conversations.id, gone))).toEqual([]);
    expect(await db().select().from(conversations).where(eq(conversations.id, kept))).toHaveLength(1);
    expect((await auditLog(db(), { action: 'conversation.erase' }))[0]).toMatchObject({ subject_id: gone });
    await expect(eraseConversation(db(), gone)).rejects.toMatchObject({ code: 'conversation_not_found' });
    await expect(eraseConversation(db(), "' or 1=1")).rejects.toMatchObject({
      code: 'conversation_not_found',
    });
  });
});
