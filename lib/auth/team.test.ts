import { beforeAll, expect, it } from 'vitest';
import { describeOnBothDatabases } from '@/lib/db/testing';
import { auditLog } from './audit';
import { type Auth, createAuth } from './auth';
import { type Signed, signedIn, signIn } from './session';
import { addMember, changeMember, changeOwnPassword, newPassword, revokeSession, sessions } from './team';

const boss = { id: 'test', name: 'test' };

describeOnBothDatabases('the team', (db) => {
  let auth: Auth;
  beforeAll(() => {
    auth = createAuth(db(), 'a secret of thirty-two characters or more');
  });

  async function newcomer() {
    const password = newPassword();
    const email = `${crypto.randomUUID()}@bank.example`;
    const { id } = await addMember(db(), auth, boss, { email, name: '시험', role: 'agent', password });
    const signInWith = async (given: string) => {
      const from = { headers: new Headers(), address: '192.0.2.1' };
      const cookies = await signIn(auth, { email, password: given }, from);
      const headers = new Headers({ cookie: cookies.map((cookie) => cookie.split(';')[0]).join('; ') });
      return { headers, signed: (await signedIn(auth, headers)) as Signed };
    };
    return { id, email, password, signInWith };
  }

  it('has one account for an address', async () => {
    const { email } = await newcomer();
    const again = addMember(db(), auth, boss, { email, name: '또', role: 'admin', password: newPassword() });
    await expect(again).rejects.toMatchObject({ code: 'member_exists', field: 'email' });
  });

  it('ends one’s own sessions, and nobody else’s', async () => {
    const [mine, other] = [await newcomer(), await newcomer()];
    const [here, there] = [await mine.signInWith(mine.password), await other.signInWith(other.password)];
    const foreign = revokeSession(db(), here.signed, there.signed.session_id, mine.id);
    await expect(foreign).rejects.toMatchObject({ code: 'session_not_found' });
    expect(await signedIn(auth, there.headers)).toBeDefined();
    await revokeSession(db(), here.signed, here.signed.session_id, mine.id);
    expect(await signedIn(auth, here.headers)).toBeUndefined();
    expect(await sessions(db(), mine.id)).toEqual([]);
  });

  it('sets one’s own password for who knows the old one, and ends the other sessions', async () => {
    const { password, signInWith } = await newcomer();
    const [here, elsewhere] = [await signInWith(password), await signInWith(password)];
    const { signed } = here;
    const set = (current: string) =>
      changeOwnPassword(db(), auth, signed, signed.session_id, { current, next: 'another password' });
    await expect(set('a guess')).rejects.toMatchObject({ code: 'wrong_password' });
    await set(password);
    expect(await signedIn(auth, here.headers)).toBeDefined();
    expect(await signedIn(auth, elsewhere.headers)).toBeUndefined();
    await expect(signInWith(password)).rejects.toMatchObject({ code: 'wrong_credentials' });
    await signInWith('another password');
  });

  it('writes down what an admin changed, and never a password', async () => {
    const { id, password, signInWith } = await newcomer();
    const { headers } = await signInWith(password);
    const next = newPassword();
    await changeMember(db(), auth, boss, id, { role: 'editor', password: next });
    expect(await signedIn(auth, headers)).toBeUndefined();
    expect((await signInWith(next)).signed.role).toBe('editor');
    const [changed] = await auditLog(db(), { text: id });
    expect(changed).toMatchObject({ action: 'staff.change', subject_name: '시험' });
    expect(changed.before).toMatchObject({ role: 'agent' });
    expect(changed.after).toMatchObject({ role: 'editor', password: 'changed' });
    expect(JSON.stringify(await auditLog(db()))).not.toContain(next);
  });
});
