import { randomBytes } from 'node:crypto';
import { and, asc, eq, gt, ne } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '@/lib/db/connection';
import { staff, staff_accounts, staff_sessions } from '@/lib/db/schema';
import { OndamError } from '@/lib/errors';
import { type Actor, record } from './audit';
import type { Auth } from './auth';
import { ROLES } from './permissions';

/** Somebody of the bank, as the console shows them. */
export type Member = Pick<
  typeof staff.$inferSelect,
  'id' | 'name' | 'email' | 'role' | 'active' | 'createdAt'
>;

const member = {
  id: staff.id,
  name: staff.name,
  email: staff.email,
  role: staff.role,
  active: staff.active,
  createdAt: staff.createdAt,
};

export const memberSchema = z.strictObject({
  name: z.string().trim().min(1).max(40),
  email: z.email().max(100).toLowerCase(),
  role: z.enum(ROLES),
});

/** A password that nobody has to think up: 96 random bits. */
export const newPassword = (): string => randomBytes(12).toString('base64url');

/**
 * Makes an account.
 *
 * @throws member_exists when the e-mail address has one
 */
export async function addMember(
  db: Database,
  auth: Auth,
  actor: Actor,
  { password, ...given }: z.infer<typeof memberSchema> & { password: string },
): Promise<Member> {
  const hash = await (await auth.$context).password.hash(password);
  return db.transaction(async (tx) => {
    const id = crypto.randomUUID();
    const [made] = await tx
      .insert(staff)
      .values({ id, ...given, emailVerified: true })
      .onConflictDoNothing()
      .returning(member);
    if (!made) throw new OndamError('member_exists', { field: 'email' });
    const account = { id: crypto.randomUUID(), accountId: id, providerId: 'credential', userId: id };
    await tx.insert(staff_accounts).values({ ...account, password: hash });
    await record(tx, actor, 'staff.create', { type: 'staff', id }, { after: made });
    return made;
  });
}

/**
 * Changes what somebody may do, closes or reopens their account, or sets a new password. Each of these ends their
 * sessions, so that it holds at once.
 *
 * @throws member_not_found; last_admin when nobody could manage the team any more
 */
export async function changeMember(
  db: Database,
  auth: Auth,
  actor: Actor,
  id: string,
  { password, ...change }: Partial<Pick<Member, 'role' | 'active'>> & { password?: string },
): Promise<Member> {
  const hash = password === undefined ? undefined : await (await auth.$context).password.hash(password);
  return db.transaction(async (tx) => {
    // One lock for all of the team: two admins who demote each other at once must not both succeed.
    const admins = await tx
      .select({ id: staff.id })
      .from(staff)
      .where(and(eq(staff.role, 'admin'), eq(staff.active, true)))
      .orderBy(asc(staff.id))
      .for('update');
    const [before] = await tx.select(member).from(staff).where(eq(staff.id, id)).for('update');
    if (!before) throw new OndamError('member_not_found');
    const leaves = change.active === false || (change.role !== undefined && change.role !== 'admin');
    if (leaves && admins.length === 1 && admins[0].id === id) throw new OndamError('last_admin');
    const [after] = await tx
      .update(staff)
      .set({ ...change, updatedAt: new Date() })
      .where(eq(staff.id, id))
      .returning(member);
    if (hash) {
      await tx.update(staff_accounts).set({ password: hash }).where(eq(staff_accounts.userId, id));
    }
    await tx.delete(staff_sessions).where(eq(staff_sessions.userId, id));
    const changed = hash ? { ...after, password: 'changed' } : after;
    await record(tx, actor, 'staff.change', { type: 'staff', id }, { before, after: changed });
    return after;
  });
}

export async function members(db: Database): Promise<Member[]> {
  return db.select(member).from(staff).orderBy(asc(staff.name));
}

/** A place where somebody is signed in. */
export type Session = Pick<
  typeof staff_sessions.$inferSelect,
  'id' | 'userId' | 'createdAt' | 'expiresAt' | 'ipAddress' | 'userAgent'
>;

/** Sessions that have not run out. @param userId of one person alone */
export async function sessions(db: Database, userId?: string): Promise<Session[]> {
  const { id, createdAt, expiresAt, ipAddress, userAgent } = staff_sessions;
  return db
    .select({ id, userId: staff_sessions.userId, createdAt, expiresAt, ipAddress, userAgent })
    .from(staff_sessions)
    .where(
      and(gt(expiresAt, new Date()), userId === undefined ? undefined : eq(staff_sessions.userId, userId)),
    )
    .orderBy(asc(createdAt));
}

/**
 * Ends a session: its cookie means nothing from the next request on.
 *
 * @param of whose sessions may be ended; all when absent
 * @throws session_not_found
 */
export async function revokeSession(db: Database, actor: Actor, id: string, of?: string): Promise<void> {
  await db.transaction(async (tx) => {
    const mine = of === undefined ? undefined : eq(staff_sessions.userId, of);
    const [gone] = await tx
      .delete(staff_sessions)
      .where(and(eq(staff_sessions.id, id), mine))
      .returning({ userId: staff_sessions.userId });
    if (!gone) throw new OndamError('session_not_found');
    await record(tx, actor, 'session.revoke', { type: 'staff', id: gone.userId }, {});
  });
}

/**
 * Sets one's own password and ends one's other sessions.
 *
 * @throws wrong_password when `current` is not the password
 */
export async function changeOwnPassword(
  db: Database,
  auth: Auth,
  actor: Actor,
  session_id: string,
  { current, next }: { current: string; next: string },
): Promise<void> {
  const { password } = await auth.$context;
  const [account] = await db.select().from(staff_accounts).where(eq(staff_accounts.userId, actor.id));
  if (!account?.password || !(await password.verify({ hash: account.password, password: current }))) {
    throw new OndamError('wrong_password', { field: 'current' });
  }
  const hash = await password.hash(next);
  await db.transaction(async (tx) => {
    await tx.update(staff_accounts).set({ password: hash }).where(eq(staff_accounts.userId, actor.id));
    await tx
      .delete(staff_sessions)
      .where(and(eq(staff_sessions.userId, actor.id), ne(staff_sessions.id, session_id)));
    await record(tx, actor, 'staff.password', { type: 'staff', id: actor.id }, {});
  });
}
