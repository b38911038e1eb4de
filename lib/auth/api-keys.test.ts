import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { api_keys } from '@/lib/db/schema';
import { describeOnBothDatabases } from '@/lib/db/testing';
import { apiKeySchema, apiKeys, findApiKey, issueApiKey, revokeApiKey } from './api-keys';
import { auditLog } from './audit';
import { closeDemoKey, DEMO_API_KEY, seedDemoKey } from './demo-key';

const boss = { id: 'test', name: '시험' };
const given = apiKeySchema.parse({ name: '분석팀', scopes: ['chat'] });

describeOnBothDatabases('API keys', (db) => {
  it('are found by who shows them, and nowhere written down', async () => {
    const { key, api_key } = await issueApiKey(db(), boss, given);
    expect(await findApiKey(db(), key)).toMatchObject({ id: api_key.id, scopes: ['chat'], models: null });
    const kept = JSON.stringify([await db().select().from(api_keys), await auditLog(db())]);
    expect(kept).not.toContain(key);
    expect(kept).toContain(api_key.prefix);
    expect(JSON.stringify(await apiKeys(db()))).not.toMatch(/[0-9a-f]{64}/);
  });

  it('are not found by their beginning, by another’s end, or by nothing', async () => {
    const [one, other] = [await issueApiKey(db(), boss, given), await issueApiKey(db(), boss, given)];
    const mixed = one.key.slice(0, 12) + other.key.slice(12);
    for (const wrong of [one.api_key.prefix, mixed, `${one.key}x`, one.key.toUpperCase(), '']) {
      expect(await findApiKey(db(), wrong)).toBeUndefined();
    }
  });

  it('show when they were last used, to the minute', async () => {
    const { key, api_key } = await issueApiKey(db(), boss, given);
    const used = async () => {
      await findApiKey(db(), key);
      const [row] = await db().select().from(api_keys).where(eq(api_keys.id, api_key.id));
      return row.last_used_at?.getTime() ?? 0;
    };
    expect(api_key.last_used_at).toBeNull();
    const first = await used();
    expect(Math.abs(Date.now() - first)).toBeLessThan(60_000);
    expect(await used()).toBe(first);
    const earlier = new Date(Date.now() - 120_000);
    await db().update(api_keys).set({ last_used_at: earlier }).where(eq(api_keys.id, api_key.id));
    expect(await used()).toBeGreaterThanOrEqual(first);
  });

  it('end at once when they are revoked, once, and the log says by whom', async () => {
    const { key, api_key } = await issueApiKey(db(), boss, given);
    await revokeApiKey(db(), boss, api_key.id);
    expect(await findApiKey(db(), key)).toBeUndefined();
    for (const id of [api_key.id, crypto.randomUUID(), 'no id']) {
      await expect(revokeApiKey(db(), boss, id)).rejects.toMatchObject({ code: 'api_key_not_found' });
    }
    const log = (await auditLog(db(), { text: api_key.id })).map(({ action, actor }) => [action, actor]);
    expect(log).toEqual([
      ['api_key.revoke', '시험'],
      ['api_key.create', '시험'],
    ]);
  });

  it('of the demo: one, made once by however many processes, and none in production', async () => {
    await Promise.all([seedDemoKey(db()), seedDemoKey(db())]);
    await seedDemoKey(db());
    expect((await apiKeys(db())).filter(({ name }) => name === 'Demo')).toHaveLength(1);
    expect(await findApiKey(db(), DEMO_API_KEY)).toBeDefined();
    await closeDemoKey(db());
    await seedDemoKey(db());
    expect(await findApiKey(db(), DEMO_API_KEY)).toBeUndefined();
  });
});
