import type { ConversationEvent } from '@/app/api/conversations/[id]/events/route';
import type { ChatEvent } from '@/lib/answer/events';
import type { ChatSampling } from '@/lib/answer/sampling';
import type { Conversation } from '@/lib/conversations/read';
import type { ErrorBody } from '@/lib/i18n';
import type { Wish } from './chat-state';

/** An answer of the server that says what is wrong, in the person's language. */
export class RefusedError extends Error {
  constructor(readonly body: ErrorBody) {
    super(body.code);
  }
}

/**
 * Asks, and yields what comes back as it comes.
 *
 * @throws RefusedError when the server says why not; TypeError when it cannot be reached or falls silent;
 *   AbortError when `signal` fires
 */
export async function* ask(
  wish: Wish,
  conversationId: string | undefined,
  sampling: ChatSampling,
  signal: AbortSignal,
): AsyncGenerator<Exclude<ChatEvent, { type: 'error' }>> {
  const response = await fetch('/api/chat', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ conversation_id: conversationId, ...wish, sampling }),
    signal,
  });
  if (!response.ok || !response.body) throw await refusal(response);
  for await (const event of eventsOf(response.body)) {
    if (event.type === 'error') throw new RefusedError(event.error);
    yield event;
    if (event.type === 'done' || event.type === 'withdrawn' || event.type === 'said') return;
  }
  throw new TypeError('the stream ended before the answer did');
}

/**
 * Calls one of our routes and gives its JSON.
 *
 * @throws as `ask`
 */
export async function call<T = void>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(path, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  if (!response.ok) throw await refusal(response);
  return response.status === 204 ? (undefined as T) : response.json();
}

/** The conversation after each change, whoever made it; gives what ends the watching. */
export function watchConversation(id: string, onChange: (conversation: Conversation) => void): () => void {
  const source = new EventSource(`/api/conversations/${encodeURIComponent(id)}/events`);
  source.onmessage = ({ data }) => {
    const event: ConversationEvent = JSON.parse(data);
    if (event.type === 'conversation') onChange(event.conversation);
    else if (event.type === 'error') source.close();
  };
  return () => source.close();
}

/** What an answer that is none says is wrong: a RefusedError where the server says why not. */
export async function refusal(response: Response): Promise<Error> {
  const body: { error: ErrorBody } | undefined = await response.json().catch(() => undefined);
  return body ? new RefusedError(body.error) : new TypeError(`HTTP ${response.status}`);
}

/** The events of a server-sent stream: blocks ended by an empty line, each one `data: <JSON>`. */
export async function* eventsOf<T = ChatEvent>(body: ReadableStream<Uint8Array>): AsyncGenerator<T> {
  const reader = body.pipeThrough(new TextDecoderStream() as TransformStream<Uint8Array, string>).getReader();
  let pending = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (pending + value).split('\n\n');
    pending = blocks.pop() ?? '';
    for (const block of blocks) {
      if (block.startsWith('data: ')) yield JSON.parse(block.slice('data: '.length));
    }
  }
}
