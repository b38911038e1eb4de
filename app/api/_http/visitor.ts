import { cookies } from 'next/headers';
import { isVisitorSecret, newVisitorSecret, ownerOf } from '@/lib/conversations/visitor';

const VISITOR_COOKIE = 'ondam_visitor';
const ONE_YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Whose conversations this request may read; undefined for somebody who has none yet. */
export async function visitorOwner(): Promise<string | undefined> {
  const secret = (await cookies()).get(VISITOR_COOKIE)?.value;
  return isVisitorSecret(secret) ? ownerOf(secret) : undefined;
}

/** As `visitorOwner`, and a newcomer gets a cookie. For route handlers alone: a page cannot set one. */
export async function visitorOwnerOrNew(request: Request): Promise<string> {
  const known = await visitorOwner();
  if (known) return known;
  const secret = newVisitorSecret();
  (await cookies()).set(VISITOR_COOKIE, secret, {
    httpOnly: true,
    sameSite: 'lax',
    secure: isEncrypted(request),
    path: '/',
    maxAge: ONE_YEAR_SECONDS,
  });
  return ownerOf(secret);
}

/** A browser would not send back over plain HTTP a cookie that is marked secure. */
function isEncrypted(request: Request): boolean {
  return (request.headers.get('x-forwarded-proto') ?? new URL(request.url).protocol).startsWith('https');
}
