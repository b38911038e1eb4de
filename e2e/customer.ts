/** A customer without a page: asks by the API, with a cookie of their own. */
export class Caller {
  cookie = '';

  constructor(public url: string) {}

  request(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`${this.url}${path}`, { ...init, headers: { cookie: this.cookie, ...init.headers } });
  }

  async ask(body: Record<string, unknown>, signal?: AbortSignal): Promise<Response> {
    const headers = { 'content-type': 'application/json' };
    const response = await this.request('/api/chat', {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
      signal,
    });
    this.keep(response);
    return response;
  }

  /** Asks, and reads to the end. */
  async answered(body: Record<string, unknown>): Promise<ChatEvents> {
    return eventsOf(await (await this.ask(body)).text());
  }

  async signIn(role: string): Promise<this> {
    const body = JSON.stringify({ email: `${role}@ondam.example`, password: 'ondam-demo-2026' });
    this.keep(await this.request('/api/staff/session', { method: 'POST', body }));
    return this;
  }

  async conversation(id: string): Promise<{ messages: StoredMessage[] }> {
    return (await this.request(`/api/conversations/${id}`)).json();
  }

  private keep(response: Response): void {
    const set = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
    if (set.length > 0) this.cookie = set.join('; ');
  }
}

export type StoredMessage = {
  role: string;
  text: string;
  status: string;
  citations: { answer: string }[] | null;
  timings: object | null;
};

export type ChatEvents = { type: string; conversation_id?: string; text?: string; message?: StoredMessage }[];

export const eventsOf = (stream: string): ChatEvents =>
  stream
    .split('\n\n')
    .filter(Boolean)
    .map((block) => JSON.parse(block.replace(/^data: /, '')));

/** Reads a stream's events up to the first for which `found` holds. */
export async function readUntil(
  response: Response,
  found: (event: ChatEvents[number]) => boolean,
): Promise<ChatEvents> {
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let text = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    text += decoder.decode(part.value, { stream: true });
    const events = eventsOf(text.slice(0, text.lastIndexOf('\n\n') + 2));
    if (events.some(found)) return events;
  }
  throw new Error(`not in the stream: ${text.slice(0, 500)}`);
}
