import { createServer, type IncomingMessage, type Server } from 'node:http';

/** A call that came in where a messenger's server would be. */
export interface Call {
  path: string;
  /** The body, of JSON or a form. */
  body: Record<string, unknown>;
  /** Whether it was not done. */
  refused?: boolean;
}

/** A server in the place of a messenger's, on this machine: it keeps what is sent to it, and answers as that would. */
export class StandIn {
  readonly calls: Call[] = [];
  private readonly heard = new Set<() => void>();

  private constructor(private readonly server: Server) {}

  /** @param port 0 for any @param answer what the messenger would say @throws when the port is taken */
  static async listen(port: number, answer: (call: Call) => object): Promise<StandIn> {
    const server = createServer(async (request, response) => {
      const call = {
        path: new URL(request.url ?? '/', 'http://localhost').pathname,
        body: await bodyOf(request),
      };
      standIn.calls.push(call);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer(call)));
      for (const heard of standIn.heard) heard();
    });
    const standIn = new StandIn(server);
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', resolve);
    });
    return standIn;
  }

  get url(): string {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('not listening');
    return `http://127.0.0.1:${address.port}`;
  }

  /**
   * Waits for something among the calls.
   *
   * @throws when it has not come in time
   */
  async until<T>(find: (calls: readonly Call[]) => T | undefined, timeoutMs = 60_000): Promise<T> {
    const found = find(this.calls);
    if (found !== undefined) return found;
    return new Promise((resolve, reject) => {
      const done = () => {
        clearTimeout(timer);
        this.heard.delete(look);
      };
      const timer = setTimeout(() => {
        done();
        reject(new Error(`nothing came within ${timeoutMs / 1000} s`));
      }, timeoutMs);
      const look = () => {
        const now = find(this.calls);
        if (now === undefined) return;
        done();
        resolve(now);
      };
      this.heard.add(look);
    });
  }

  /** Waits until nothing has come for a while. */
  async quiet(ms: number): Promise<void> {
    for (let before = -1; before !== this.calls.length; ) {
      before = this.calls.length;
      await new Promise((resolve) => setTimeout(resolve, ms));
    }
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  if (request.headers['content-type']?.includes('json')) return JSON.parse(text || '{}');
  const fields = Object.fromEntries(new URLSearchParams(text));
  // Slack's client sends lists and objects as JSON within a form.
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, /^[[{]/.test(value) ? JSON.parse(value) : value]),
  );
}
