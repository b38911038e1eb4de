import { afterEach, expect, it, vi } from 'vitest';
import type { Database } from '@/lib/db/connection';
import { describeOnBothDatabases } from '@/lib/db/testing';
import { giveBack, limit } from './limits';

const REFUSED = { code: 'too_many_requests', values: { retry_after: expect.any(Number) } };

describeOnBothDatabases('limits', (db) => {
  afterEach(() => {
    vi.useRealTimers();
  });

  it('keeps nobody out for longer than a minute when the clock is set back or forward', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const use = async () => {
      for (let i = 0; i < 10; i++) await limit(db(), 'sign_in', 'of another time');
      await expect(limit(db(), 'sign_in', 'of another time')).rejects.toMatchObject(REFUSED);
    };
    await use();
    for (const hours of [-1, 2]) {
      vi.setSystemTime(Date.now() + hours * 3_600_000);
      await use();
    }
  });

  it('refuses what is one too many, says how long to wait, and counts everybody apart', async () => {
    const tried = Array.from({ length: 10 }, () => limit(db(), 'sign_in', 'somebody'));
    await Promise.all(tried);
    await expect(limit(db(), 'sign_in', 'somebody')).rejects.toMatchObject(REFUSED);
    await limit(db(), 'sign_in', 'somebody else');
    await limit(db(), 'sign_in_address', 'somebody');
  });

  it('counts nothing that was given back', async () => {
    for (let i = 0; i < 30; i++) {
      await limit(db(), 'sign_in', 'who is right');
      await giveBack(db(), 'sign_in', 'who is right');
    }
    for (let i = 0; i < 10; i++) await limit(db(), 'sign_in', 'who is right');
    await expect(limit(db(), 'sign_in', 'who is right')).rejects.toMatchObject(REFUSED);
  });

  it('counts what several processes let through together', async () => {
    // Another object over the same database gets a limiter of its own, as another process does.
    const other: Database = Object.create(db());
    for (let i = 0; i < 10; i++) await limit(i % 2 ? db() : other, 'sign_in', 'of both');
    await expect(limit(db(), 'sign_in', 'of both')).rejects.toMatchObject(REFUSED);
    await expect(limit(other, 'sign_in', 'of both')).rejects.toMatchObject(REFUSED);
  });
});
