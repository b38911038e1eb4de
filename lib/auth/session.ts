import { isAPIError } from 'better-auth/api';
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
 * @param from the request's headers, and the address that it comes from
 * @returns the cookies to set
 * @throws wrong_credentials, whichever of the two is wrong, and when the account was closed
 */
export async function signIn(
  auth: Auth,
  body: { email: string; password: string },
  from: { headers: Headers; address: string },
): Promise<string[]> {
  const headers = new Headers(from.headers);
  headers.set('x-forwarded-for', from.address); // what the list of sessions shows; a client may have written more
  const { headers: set } = await auth.api
    .signInEmail({ body, headers, returnHeaders: true })
    .catch((cause) => {
      throw isAPIError(cause) ? new OndamError('wrong_credentials', { cause }) : cause;
    });
  // A browser would not send back over plain HTTP a cookie that is marked secure.
  const secure = headers.get('x-forwarded-proto')?.startsWith('https') ? '; Secure' : '';
  return set.getSetCookie().map((cookie) => cookie + secure);
}

/** Signs out. @returns the cookies to set */
export async function signOut(auth: Auth, headers: Headers): Promise<string[]> {
  const { headers: set } = await auth.api.signOut({ headers, returnHeaders: true });
  return set.getSetCookie();
}
