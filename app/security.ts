import type { NextRequest } from 'next/server';

/** Whether another site's page makes this request change something here. Programs that send no origin are no page. */
export function isCrossOrigin(request: NextRequest): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return false;
  const origin = request.headers.get('origin');
  if (origin === null) return request.headers.get('sec-fetch-site') === 'cross-site';
  const host = request.headers.get('x-forwarded-host') ?? request.headers.get('host');
  return !URL.canParse(origin) || new URL(origin).host !== host;
}

/** Headers of every answer: no script but ours runs, no other site frames us or learns where somebody was. */
export function securityHeaders(request: NextRequest, nonce: string) {
  const development = process.env.NODE_ENV !== 'production';
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ''}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${development ? ' ws:' : ''}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ];
  const encrypted = (request.headers.get('x-forwarded-proto') ?? request.nextUrl.protocol).startsWith(
    'https',
  );
  return {
    'Content-Security-Policy': policy.join('; '),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'same-origin',
    'Cross-Origin-Opener-Policy': 'same-origin',
    // The microphone is for speaking a question instead of typing it.
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(self)',
    ...(encrypted && { 'Strict-Transport-Security': 'max-age=63072000; includeSubDomains' }),
  };
}
