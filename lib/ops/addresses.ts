import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

/** Puts the address of each request's socket at the end of x-forwarded-for, where no client can write. */
export function noteAddresses(): void {
  subscribe('http.server.request.start', (message) => {
    const { headers, socket } = (message as { request: IncomingMessage }).request;
    const told = headers['x-forwarded-for'];
    headers['x-forwarded-for'] = [...(told ? [told].flat() : []), socket.remoteAddress ?? 'unknown'].join(
      ', ',
    );
  });
}
