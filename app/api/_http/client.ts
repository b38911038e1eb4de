import { readEnvironment } from '@/lib/env';

/**
 * The address that a request comes from. The server appends the socket's own to x-forwarded-for (see
 * instrumentation.ts), so that the right end of the list cannot be made up by a client.
 */
export function addressOf(headers: Headers): string {
  const list = (headers.get('x-forwarded-for') ?? '').split(',').map((part) => part.trim());
  return list.at(-1 - readEnvironment().ONDAM_TRUSTED_PROXIES) || list[0] || 'unknown';
}
