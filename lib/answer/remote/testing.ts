import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What an engine does with one request. */
export type Behaviour = (response: ServerResponse, request: IncomingMessage, body: string) => void;

const event = (data: unknown) => `data: ${JSON.stringify(data)}\n\n`;
const textChunk = (text: string) => event({ choices: [{ index: 0, text, finish_reason: null }] });

/** Ways in which engines answer and fail. */
export const says =
  (...texts: string[]): Behaviour =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const text of texts) response.write(textChunk(text));
    response.write(event({ choices: [{ index: 0, text: '', finish_reason: 'stop' }] }));
    response.end('data: [DONE]\n\n');
  };

/** Says so much, and then the line goes dead. */
export const breaksOffAfter =
  (...texts: string[]): Behaviour =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(texts.map(textChunk).join(''), () => setImmediate(() => response.destroy()));
  };

/** Says so much, and then nothing more; the line stays open. */
export const fallsSilentAfter =
  (...texts: string[]): Behaviour =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
    for (const text of texts) response.write(textChunk(text));
  };

export const refuses =
  (status: number): Behaviour =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ error: { message: 'no', type: 'x', param: null, code: null } }));
  };

export const sends =
  (body: string, type = 'text/event-stream'): Behaviour =>
  (response) => {
    response.writeHead(200, { 'content-type': type });
    response.end(body);
  };

export const redirectsTo =
  (location: string): Behaviour =>
  (response) => {
    response.writeHead(307, { location });
    response.end();
  };

/** A real HTTP server that behaves as it is told, and remembers what it was asked. */
export class TestEngine {
  behaviour: Behaviour = refuses(500);
  readonly requests: { path: string; headers: IncomingMessage['headers']; body: string }[] = [];
  private readonly server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    this.requests.push({ path: request.url ?? '', headers: request.headers, body });
    this.behaviour(response, request, body);
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v1`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
