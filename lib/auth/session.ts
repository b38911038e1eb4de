import { eq } from 'drizzle-orm';
import type { Database } from '@/lib/db/connection';
import { staff } from '@/lib/db/schema';
import { OndamError } from '@/lib/errors';
import type { Auth } from './auth';
import { may, type Permission, type Role } from './permissions';

/** Somebody of the bank who is signed in. */
export interface Signed {
  id: string;
  name: string;
  email: string;
  role: Role;
  session_id: string;
}

/** Who a request is from; undefined for nobody, or somebody whose account was closed. */
export async function signedIn(auth: Auth, headers: Headers): Promise<Signed | undefined> {
  const found = await auth.api.getSession({ headers });
  if (!found?.user.active) return;
  const { id, name, email, role } = found.user;
  return { id, name, email, role: role as Role, session_id: found.session.id };
}

/** @throws not_signed_in; not_permitted */
export function permit(signed: Signed | undefined, permission?: Permission): Signed {
  if (!signed) throw new OndamError('not_signed_in');
  if (permission && !may(signed.role, permission)) throw new OndamError('not_permitted');
  return signed;
}

/**
 * Signs in.
 *
 * @returns the cookies to set
 * @throws wrong_credentials, whichever of the two is wrong, and when the account was closed
 */
export async function signIn(
  db: Database,
  auth: Auth,
  { email, password }: { email: string; password: string },
  headers: Headers,
): Promise<string[]> {
  const { headers: set } = await auth.api
    .signInEmail({ body: { email, password }, headers, returnHeaders: true })
    .catch((cause) => {
      throw new OndamError('wrong_credentials', { cause });
    });
  const [{ active } = { active: false }] = await db
    .select({ active: staff.active })
    .from(staff)
    .where(eq(staff.email, email));
  if (!active) throw new OndamError('wrong_credentials');
  return set.getSetCookie();
}

/** Signs out. @returns the cookies to set */
export async function signOut(auth: Auth, headers: Headers): Promise<string[]> {
  const { headers: set } = await auth.api.signOut({ headers, returnHeaders: true });
  return set.getSetCookie();
}
