import { expect, it } from 'vitest';
import { describeOnBothDatabases } from '@/lib/db/testing';
import { limit } from './limits';

describeOnBothDatabases('limits', (db) => {
  it('refuses what is one too many, says how long to wait, and counts everybody apart', async () => {
    const tried = Array.from({ length: 10 }, () => limit(db(), 'sign_in', 'somebody'));
    await Promise.all(tried);
    const refused = { code: 'too_many_requests', values: { retry_after: expect.any(Number) } };
    await expect(limit(db(), 'sign_in', 'somebody')).rejects.toMatchObject(refused);
    await limit(db(), 'sign_in', 'somebody else');
    await limit(db(), 'sign_in_address', 'somebody');
  });
});
