import { setTimeout as after } from 'node:timers/promises';

/** A question as the customer saw it answered. */
interface Seen {
  question: string;
  answer: string;
}

/** What all customers did together. */
export interface Tally {
  answered: number;
  refused: Record<string, number>;
  /** A refusal that does not say when to come back, or an answer that is none. */
  faults: string[];
  answer_ms: number[];
  first_word_ms: number[];
}

/** One customer with a cookie and a conversation, who asks, reads, thinks and asks again. */
export class Customer {
  private cookie = '';
  private conversation_id: string | undefined;
  readonly seen: Seen[] = [];

  constructor(
    private readonly url: string,
    private readonly tally: Tally,
  ) {}

  /** Asks until the answer is there, as long as the server says when to come back. */
  async ask(question: string, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const started = performance.now();
      const response = await fetch(`${this.url}/api/chat`, {
        method: 'POST',
        headers: { cookie: this.cookie, 'content-type': 'application/json' },
        body: JSON.stringify({ text: question, conversation_id: this.conversation_id }),
      });
      this.cookie ||= response.headers
        .getSetCookie()
        .map((set) => set.split(';')[0])
        .join('; ');
      if (response.ok) return this.read(question, response, started);
      await response.text();
      const wait = Number(response.headers.get('retry-after'));
      this.tally.refused[response.status] = (this.tally.refused[response.status] ?? 0) + 1;
      if (!(wait > 0) || ![429, 503].includes(response.status)) {
        this.tally.faults.push(`HTTP ${response.status}, retry-after ${wait}`);
      }
      await after(1000 * (wait || 1), undefined, { signal }).catch(() => {});
    }
  }

  private async read(question: string, response: Response, started: number): Promise<void> {
    let text = '';
    let done: { message: { text: string; status: string } } | undefined;
    let first: number | undefined;
    for await (const event of eventsOf(response)) {
      if (event.type === 'status') this.conversation_id = event.conversation_id;
      if (event.type === 'token') text += event.text;
      if (event.type === 'replace') text = event.text;
      if (event.type === 'token' || event.type === 'replace') first ??= performance.now() - started;
      if (event.type === 'done') done = event;
    }
    if (!done || done.message.text !== text || done.message.status !== 'complete') {
      this.tally.faults.push(`an answer without its end, or another than was streamed: ${question}`);
      return;
    }
    this.seen.push({ question, answer: text });
    this.tally.answered++;
    this.tally.answer_ms.push(performance.now() - started);
    if (first !== undefined) this.tally.first_word_ms.push(first);
  }

  /** How the stored conversation differs from what was seen: messages lost, and messages that nobody saw. */
  async compare(): Promise<{ lost: number; doubled: number }> {
    if (!this.conversation_id) return { lost: this.seen.length, doubled: 0 };
    const response = await fetch(`${this.url}/api/conversations/${this.conversation_id}`, {
      headers: { cookie: this.cookie },
    });
    const { messages } = (await response.json()) as { messages: { role: string; text: string }[] };
    const stored = messages.map(({ role, text }) => `${role}: ${text}`);
    const expected = this.seen.flatMap(({ question, answer }) => [
      `user: ${question}`,
      `assistant: ${answer}`,
    ]);
    const same = expected.filter((line, i) => stored[i] === line).length;
    return { lost: expected.length - same, doubled: stored.length - same };
  }
}

type Event =
  | { type: 'status'; conversation_id: string }
  | { type: 'token' | 'replace'; text: string }
  | { type: 'done'; message: { text: string; status: string } }
  | { type: 'error' | 'withdrawn' | 'said' };

async function* eventsOf(response: Response): AsyncGenerator<Event> {
  const decoder = new TextDecoder();
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  let rest = '';
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const blocks = (rest + decoder.decode(part.value, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) yield JSON.parse(block.replace(/^data: /, ''));
  }
}
