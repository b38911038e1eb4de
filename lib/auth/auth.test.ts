import { eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { staff, staff_sessions } from '@/lib/db/schema';
import { describeOnBothDatabases } from '@/lib/db/testing';
import { readEnvironment } from '@/lib/env';
import { record } from './audit';
import { type Auth, createAuth } from './auth';
import { closeDemoAccounts, DEMO_ACCOUNTS, seedDemoAccounts } from './demo';
import { signedIn, signIn } from './session';
import { addMember, changeMember } from './team';

const PASSWORD = 'a long password';
const from = { headers: new Headers(), address: '192.0.2.1' };
const boss = { id: 'test', name: 'test' };

describeOnBothDatabases('accounts', (db) => {
  let auth: Auth;
  let made = 0;
  beforeAll(() => {
    auth = createAuth(db(), 'a secret of thirty-two characters or more');
  });

  const account = (role: 'agent' | 'admin' = 'agent') =>
    addMember(db(), auth, boss, { email: `p${++made}@bank.example`, name: '시험', role, password: PASSWORD });

  async function cookieOf(email: string): Promise<Headers> {
    const cookies = await signIn(auth, { email, password: PASSWORD }, from);
    return new Headers({ cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; ') });
  }

  it('knows who signed in, and nobody by a cookie that was changed', async () => {
    const { email, id } = await account();
    const headers = await cookieOf(email);
    expect(await signedIn(auth, headers)).toMatchObject({ id, email, role: 'agent' });
    const cookie = headers.get('cookie') as string;
    const changed = cookie.replace(/=(.)/, (_, first: string) => `=${first === 'A' ? 'B' : 'A'}`);
    expect(await signedIn(auth, new Headers({ cookie: changed }))).toBeUndefined();
  });

  it('forgets every session when the secret changes, and lets everybody sign in anew', async () => {
    const { email } = await account();
    const headers = await cookieOf(email);
    const rotated = createAuth(db(), 'another secret of thirty-two characters or more');
    expect(await signedIn(rotated, headers)).toBeUndefined();
    const [cookie] = await signIn(rotated, { email, password: PASSWORD }, from);
    expect(await signedIn(rotated, new Headers({ cookie: cookie.split(';')[0] }))).toMatchObject({ email });
  });

  it('keeps its cookie from scripts and other sites, and from plain HTTP where the person came by HTTPS', async () => {
    const { email } = await account();
    for (const scheme of ['http', 'https']) {
      const headers = new Headers({ 'x-forwarded-proto': scheme });
      const [cookie] = await signIn(auth, { email, password: PASSWORD }, { ...from, headers });
      expect(cookie).toMatch(/; HttpOnly/i);
      expect(cookie).toMatch(/; SameSite=Lax/i);
      expect(/; Secure/i.test(cookie)).toBe(scheme === 'https');
    }
  });

  it('refuses a wrong password as it refuses an address without an account', async () => {
    const { email } = await account();
    for (const who of [email, 'nobody@bank.example']) {
      const tried = signIn(auth, { email: who, password: 'wrong password' }, from);
      await expect(tried).rejects.toMatchObject({ code: 'wrong_credentials' });
    }
  });

  it('ends the sessions of an account that is closed, and lets it in no more', async () => {
    const { email, id } = await account();
    const headers = await cookieOf(email);
    await changeMember(db(), auth, boss, id, { active: false });
    expect(await signedIn(auth, headers)).toBeUndefined();
    await expect(cookieOf(email)).rejects.toMatchObject({ code: 'wrong_credentials' });
    const left = await db().select().from(staff_sessions).where(eq(staff_sessions.userId, id));
    expect(left).toEqual([]);
  });

  it('always leaves an admin, also when two give each other up at once', async () => {
    await db().update(staff).set({ active: false }).where(eq(staff.role, 'admin'));
    const [one, two] = [await account('admin'), await account('admin')];
    const results = await Promise.allSettled([
      changeMember(db(), auth, boss, one.id, { role: 'agent' }),
      changeMember(db(), auth, boss, two.id, { active: false }),
    ]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refused = results.find((result) => result.status === 'rejected');
    expect(refused?.reason).toMatchObject({ code: 'last_admin' });
  });

  it('lets nobody change or remove what the audit log holds', async () => {
    await record(db(), boss, 'test.write', { type: 'test', id: '1' }, { after: { a: 1 } });
    for (const attempt of [
      sql`update audit_log set actor = 'somebody else'`,
      sql`delete from audit_log`,
      sql`truncate audit_log`,
    ]) {
      await expect(db().execute(attempt)).rejects.toMatchObject({
        cause: { message: expect.stringContaining('append-only') },
      });
    }
  });

  it('closes the demo accounts of a database that goes into production', async () => {
    await seedDemoAccounts(db(), auth, PASSWORD);
    await seedDemoAccounts(db(), auth, PASSWORD);
    const headers = await cookieOf(DEMO_ACCOUNTS[0].email);
    expect(await signedIn(auth, headers)).toMatchObject({ email: DEMO_ACCOUNTS[0].email });
    await closeDemoAccounts(db());
    expect(await signedIn(auth, headers)).toBeUndefined();
  });
});

describe('production', () => {
  const read = (more: Record<string, string>) => readEnvironment({ ONDAM_MODE: 'production', ...more });

  it('refuses a secret that is absent, short, or the demo’s', () => {
    expect(() => read({})).toThrow(/ONDAM_SECRET/);
    expect(() => read({ ONDAM_SECRET: 'short' })).toThrow(/ONDAM_SECRET/);
    expect(() => read({ ONDAM_SECRET: readEnvironment({}).ONDAM_SECRET })).toThrow(/ONDAM_SECRET/);
    expect(read({ ONDAM_SECRET: 'x'.repeat(32) }).ONDAM_MODE).toBe('production');
  });
});
