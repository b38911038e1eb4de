import { randomUUID } from 'node:crypto';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readEnvironment } from '@/lib/env';
import { maskPersonalData } from '@/lib/guard/personal-data';
import { currentRequest, log } from './log';
import { metrics } from './metrics';

/**
 * Gives each request an id, which every line of the log about it has and which its answer carries as x-request-id, and
 * notes how it went. A proxy's own id is kept where proxies are trusted.
 */
export function noteRequests(): void {
  subscribe('http.server.request.start', (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const request_id = idOf(request);
    request.headers['x-request-id'] = request_id;
    response.setHeader('x-request-id', request_id);
    // For all that this request sets off, from here on.
    currentRequest.enterWith({ request_id });
    const started = performance.now();
    response.once('close', () => note(request, response, performance.now() - started));
  });
}

function idOf({ headers }: IncomingMessage): string {
  const told = headers['x-request-id'];
  const known = readEnvironment().ONDAM_TRUSTED_PROXIES > 0 && typeof told === 'string';
  return known && /^[\w-]{8,64}$/.test(told) ? told : randomUUID();
}

const MOST_PATH = 200;

function note({ method, url = '' }: IncomingMessage, response: ServerResponse, ms: number): void {
  const path = url.split('?')[0];
  if (path.startsWith('/_next/') || path.startsWith('/fonts/')) return;
  const kind = path.startsWith('/api/') ? 'api' : 'page';
  const status = response.statusCode;
  metrics.requests.inc({ kind, status: `${Math.floor(status / 100)}xx` });
  const probed = path === '/api/health' || path === '/api/metrics';
  const level = probed ? 'debug' : status >= 500 ? 'error' : 'info';
  // An address is typed by anybody, and may hold anything.
  const shown = maskPersonalData(path.slice(0, MOST_PATH)).text;
  log[level](
    { method, path: shown, status, ms: Math.round(ms), finished: response.writableFinished },
    'request',
  );
}
