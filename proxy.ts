import { type NextRequest, NextResponse } from 'next/server';
import { isCrossOrigin, securityHeaders } from '@/app/security';
import { LOCALE_COOKIE, localeOf } from '@/lib/i18n/locale';

/** Before every page and route: requests that other sites make are refused, and every answer has its headers. */
export function proxy(request: NextRequest): NextResponse {
  if (isCrossOrigin(request)) {
    const korean = localeOf(request.cookies.get(LOCALE_COOKIE)?.value) === 'ko';
    const message = korean
      ? '다른 사이트에서 온 요청은 받지 않아요.'
      : 'Requests from other sites are refused.';
    return NextResponse.json({ error: { code: 'cross_origin', message } }, { status: 403 });
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

export const config = { matcher: '/((?!_next/static|_next/image|icon.svg).*)' };
