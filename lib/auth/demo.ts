import { eq, inArray } from 'drizzle-orm';
import type { Database } from '@/lib/db/connection';
import { staff, staff_sessions } from '@/lib/db/schema';
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

/** Makes the demo accounts that are not there yet. */
export async function seedDemoAccounts(db: Database, auth: Auth, password: string): Promise<void> {
  const there = await db.select({ email: staff.email }).from(staff).where(inArray(staff.email, ADDRESSES));
  const known = new Set(there.map(({ email }) => email));
  for (const account of DEMO_ACCOUNTS.filter(({ email }) => !known.has(email))) {
    await addMember(db, auth, { id: 'seed', name: 'seed' }, { ...account, password });
  }
}

/** Closes the demo accounts of a database that went from a demo into production: their password is known. */
export async function closeDemoAccounts(db: Database): Promise<void> {
  const closed = await db
    .update(staff)
    .set({ active: false })
    .where(inArray(staff.email, ADDRESSES))
    .returning({ id: staff.id });
  for (const { id } of closed) await db.delete(staff_sessions).where(eq(staff_sessions.userId, id));
}
