import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { eq } from 'drizzle-orm';
import { type Database, getDatabase } from '@/lib/db/connection';
import { staff, staff_accounts, staff_sessions, staff_verifications } from '@/lib/db/schema';
import { readEnvironment } from '@/lib/env';
import { singleton } from '@/lib/singleton';

/** A shift: after it one signs in anew. */
const SESSION_SECONDS = 12 * 60 * 60;

/** Sign-in of staff: better-auth over our database. Its own HTTP routes are not served; app/api/staff calls it. */
export function createAuth(db: Database, secret: string) {
  return betterAuth({
    secret,
    // Where it is served is no business of a library whose routes are not.
    baseURL: 'http://localhost',
    database: drizzleAdapter(db, {
      provider: 'pg',
      schema: {
        user: staff,
        session: staff_sessions,
        account: staff_accounts,
        verification: staff_verifications,
      },
    }),
    // Accounts are made by an admin (team.ts). Passwords are hashed by scrypt.
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 10 },
    user: {
      additionalFields: {
        role: { type: 'string', required: true, input: false },
        active: { type: 'boolean', required: false, input: false },
      },
    },
    databaseHooks: { session: { create: { before: async ({ userId }) => isActive(db, userId) } } },
    session: { expiresIn: SESSION_SECONDS, disableSessionRefresh: true },
    advanced: { cookiePrefix: 'ondam_staff', database: { generateId: () => crypto.randomUUID() } },
    rateLimit: { enabled: false }, // lib/ops/limits counts sign-ins, in the database
    telemetry: { enabled: false },
    logger: { disabled: true },
  });
}

/** Nobody signs in to a closed account. */
async function isActive(db: Database, id: string): Promise<boolean> {
  const [person] = await db.select({ active: staff.active }).from(staff).where(eq(staff.id, id));
  return person?.active ?? false;
}

export type Auth = ReturnType<typeof createAuth>;

/** The process's sign-in. */
export const getAuth = singleton('auth', async () =>
  createAuth(await getDatabase(), readEnvironment().ONDAM_SECRET),
);
