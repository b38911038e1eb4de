import { type NextRequest, NextResponse } from 'next/server';
import { addressOf } from '@/app/api/_http/client';
import { isCrossOrigin, securityHeaders } from '@/app/security';
import { tooManyPage } from '@/app/too-many';
import { getDatabase } from '@/lib/db/connection';
import { asOndamError } from '@/lib/errors';
import { LOCALE_COOKIE, localeOf } from '@/lib/i18n/locale';
import { limit } from '@/lib/ops/limits';

/**
 * Before every page and route: requests that other sites make are refused, pages are not opened without end, and every
 * answer has its headers.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const locale = localeOf(request.cookies.get(LOCALE_COOKIE)?.value);
  // The API goes by keys, which no browser sends of itself.
  if (!request.nextUrl.pathname.startsWith('/v1/') && isCrossOrigin(request)) {
    const korean = localeOf(request.cookies.get(LOCALE_COOKIE)?.value) === 'ko';
    const message = korean
      ? '다른 사이트에서 온 요청은 받지 않아요.'
      : 'Requests from other sites are refused.';
    return NextResponse.json({ error: { code: 'cross_origin', message } }, { status: 403 });
  }
  if (request.headers.get('accept')?.includes('text/html')) {
    try {
      await limit(await getDatabase(), 'page', addressOf(request.headers));
    } catch (thrown) {
      const error = asOndamError(thrown);
      if (error.code === 'too_many_requests') return tooManyPage(locale, Number(error.values.retry_after));
      // A page without a database says so itself.
    }
  }
  const nonce = btoa(crypto.randomUUID());
  const set = securityHeaders(request, nonce);
  // Next.js reads the policy of the request, and gives its own scripts the nonce in it.
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', set['Content-Security-Policy']);
  const response = NextResponse.next({ request: { headers } });
  for (const [name, value] of Object.entries(set)) response.headers.set(name, value);
  return response;
}

export const config = { matcher: '/((?!_next/static|_next/image|fonts/|icon.svg).*)' };
