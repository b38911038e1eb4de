import { and, eq, inArray } from 'drizzle-orm';
import type { Database } from '@/lib/db/connection';
import { staff, staff_sessions } from '@/lib/db/schema';
import { asOndamError } from '@/lib/errors';
import { record } from './audit';
import type { Auth } from './auth';
import type { Role } from './permissions';
import { addMember } from './team';

/** One account of each role, for whoever tries the demo. */
export const DEMO_ACCOUNTS: readonly { email: string; name: string; role: Role }[] = [
  { email: 'agent@ondam.example', name: '김상담', role: 'agent' },
  { email: 'editor@ondam.example', name: '이편집', role: 'editor' },
  { email: 'reviewer@ondam.example', name: '박검토', role: 'reviewer' },
  { email: 'admin@ondam.example', name: '최관리', role: 'admin' },
];

const ADDRESSES = DEMO_ACCOUNTS.map(({ email }) => email);

/** Makes the demo accounts that are not there yet, or that another process makes at the same time. */
export async function seedDemoAccounts(db: Database, auth: Auth, password: string): Promise<void> {
  const there = await db.select({ email: staff.email }).from(staff).where(inArray(staff.email, ADDRESSES));
  const known = new Set(there.map(({ email }) => email));
  for (const account of DEMO_ACCOUNTS.filter(({ email }) => !known.has(email))) {
    await addMember(db, auth, { id: 'seed', name: 'seed' }, { ...account, password }).catch((thrown) => {
      if (asOndamError(thrown).code !== 'member_exists') throw thrown;
    });
  }
}

/** Closes the demo accounts of a database that went from a demo into production: their password is known. */
export async function closeDemoAccounts(db: Database): Promise<void> {
  await db.transaction(async (tx) => {
    const closed = await tx
      .update(staff)
      .set({ active: false })
      .where(and(inArray(staff.email, ADDRESSES), eq(staff.active, true)))
      .returning({ id: staff.id });
    for (const { id } of closed) {
      await tx.delete(staff_sessions).where(eq(staff_sessions.userId, id));
      const change = { before: { active: true }, after: { active: false } };
      await record(tx, { id: 'start', name: 'start' }, 'staff.change', { type: 'staff', id }, change);
    }
  });
}
