import { z } from 'zod';
import { addressOf } from '@/app/api/_http/client';
import { failure } from '@/app/api/_http/failure';
import { readBody, staffRoute } from '@/app/api/_http/staff';
import { requestLocale } from '@/app/locale';
import { getAuth } from '@/lib/auth/auth';
import { signIn, signOut } from '@/lib/auth/session';
import { getDatabase } from '@/lib/db/connection';
import { dictionaryOf } from '@/lib/i18n';
import { giveBack, limit } from '@/lib/ops/limits';

const credentials = z.strictObject({
  email: z.string().trim().toLowerCase().max(100),
  password: z.string().max(200),
});

/** Signs in. Only tries that fail count towards the limits. */
export async function POST(request: Request): Promise<Response> {
  try {
    const given = await readBody(request, credentials);
    const [db, auth] = await Promise.all([getDatabase(), getAuth()]);
    await limit(db, 'sign_in', given.email);
    const address = addressOf(request.headers);
    await limit(db, 'sign_in_address', address);
    const cookies = await signIn(auth, given, { headers: request.headers, address });
    await giveBack(db, 'sign_in', given.email);
    await giveBack(db, 'sign_in_address', address);
    return withCookies(cookies);
  } catch (thrown) {
    return failure(thrown, dictionaryOf(await requestLocale()));
  }
}

/** Signs out. */
export const DELETE = staffRoute(undefined, async ({ request }) =>
  withCookies(await signOut(await getAuth(), request.headers)),
);

function withCookies(cookies: string[]): Response {
  const response = new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });
  for (const cookie of cookies) response.headers.append('set-cookie', cookie);
  return response;
}
