import {
  type CircuitBreakerPolicy,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleWhen,
  type IPolicy,
  retry,
  wrap,
} from 'cockatiel';
import OpenAI, { APIError } from 'openai';
import { z } from 'zod';
import type { Message } from '@/model/prompt';
import type { Sampling } from '@/model/runtime/sampling';
import { isTransient, RemoteError } from './failure';
import { chatBody, completionBody } from './request';
import type { Patience, RemoteSettings } from './settings';

export interface RemoteRequest {
  prompt_ids: readonly number[];
  messages: readonly Message[];
  sampling: Sampling;
  context_length: number;
  signal?: AbortSignal;
}

/** What both kinds of stream send, as far as it is read. */
const chunkSchema = z.object({
  choices: z.array(
    z.object({
      text: z.string().nullish(),
      delta: z.object({ content: z.string().nullish() }).nullish(),
      finish_reason: z.string().nullish(),
    }),
  ),
  usage: z.object({ prompt_tokens: z.int(), completion_tokens: z.int() }).nullish(),
});

export type RemoteChunk = z.infer<typeof chunkSchema>;

/** An engine that answers says so with these where it does not have an endpoint. */
const NO_ENDPOINT = [404, 405, 501];

/** Chunks, of which the first has come. */
type Chunks = AsyncGenerator<RemoteChunk, void, void>;

/** One engine as one process sees it: its client, and whether it is worth asking. */
export class RemoteConnection {
  private readonly client: OpenAI;
  private readonly breaker: CircuitBreakerPolicy;
  private readonly policy: IPolicy;
  private api: RemoteSettings['api'];

  constructor(
    private readonly settings: RemoteSettings,
    { retries, retry_ms, failures, rest_ms }: Patience,
  ) {
    this.api = settings.api;
    this.client = new OpenAI({
      baseURL: settings.url,
      // The client wants one; an engine without keys reads none.
      apiKey: settings.key ?? 'none',
      organization: null,
      project: null,
      maxRetries: 0,
      timeout: settings.timeout_ms,
      logLevel: 'off',
      // The operator named one place: what is there cannot send us to another.
      fetchOptions: { redirect: 'error' },
    });
    // A customer who leaves says nothing of the engine.
    const counts = handleWhen((thrown) => !(thrown instanceof Left));
    this.breaker = circuitBreaker(counts, {
      breaker: new ConsecutiveBreaker(failures),
      halfOpenAfter: rest_ms,
    });
    // Exponential, with decorrelated jitter: many replicas do not come back all at once.
    const backoff = new ExponentialBackoff({ initialDelay: retry_ms });
    this.policy = wrap(retry(handleWhen(isTransient), { maxAttempts: retries, backoff }), this.breaker);
  }

  /**
   * Asks, and waits for the first chunk.
   * @throws Left when the signal fires; what `failureOf` reads otherwise
   */
  open(request: RemoteRequest): Promise<Chunks> {
    return this.policy.execute(() => this.attempt(request), request.signal);
  }

  /** That a stream failed after it had begun well: the breaker counts that too. */
  async note(thrown: unknown): Promise<void> {
    await this.breaker.execute(() => Promise.reject(thrown)).catch(() => {});
  }

  private async attempt(request: RemoteRequest): Promise<Chunks> {
    const api = this.api ?? 'completions';
    try {
      return await this.begin(api, request);
    } catch (thrown) {
      const missing = thrown instanceof APIError && NO_ENDPOINT.includes(thrown.status ?? 0);
      if (this.api || !missing) throw thrown;
      const chunks = await this.begin('chat', request);
      this.api = 'chat';
      return chunks;
    }
  }

  private async begin(api: 'completions' | 'chat', request: RemoteRequest): Promise<Chunks> {
    const { settings, client } = this;
    const { prompt_ids, messages, sampling, context_length, signal } = request;
    const ending = new AbortController();
    const end = () => ending.abort();
    signal?.addEventListener('abort', end, { once: true });
    const close = () => {
      signal?.removeEventListener('abort', end);
      ending.abort();
    };
    // Within the time of the first word: a connection that is held open and says nothing is none.
    const soon = <T>(work: Promise<T>) => within(settings.timeout_ms, work, signal);
    try {
      const options = { signal: ending.signal };
      const stream = await soon<AsyncIterable<unknown>>(
        api === 'completions'
          ? client.completions.create(completionBody(settings, prompt_ids, sampling, context_length), options)
          : client.chat.completions.create(chatBody(settings, messages, sampling), options),
      );
      const chunks = stream[Symbol.asyncIterator]();
      const read = async () => {
        const { done, value } = await soon(chunks.next());
        if (done) return;
        const parsed = chunkSchema.safeParse(value);
        if (!parsed.success) throw new RemoteError('invalid_response');
        return parsed.data;
      };
      const first = await read();
      if (!first) throw new RemoteError('invalid_response');
      return readOn(first, read, close);
    } catch (thrown) {
      close();
      throw signal?.aborted ? new Left() : thrown;
    }
  }
}

/** The customer left, or has enough. */
export class Left extends Error {}

async function* readOn(
  first: RemoteChunk,
  read: () => Promise<RemoteChunk | undefined>,
  close: () => void,
): Chunks {
  try {
    for (let chunk: RemoteChunk | undefined = first; chunk; chunk = await read()) yield chunk;
  } finally {
    close();
  }
}

/** @throws RemoteError `timeout`; Left */
async function within<T>(ms: number, work: Promise<T>, signal?: AbortSignal): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let leave: (() => void) | undefined;
  const impatience = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new RemoteError('timeout')), ms);
    leave = () => reject(new Left());
    if (signal?.aborted) leave();
    signal?.addEventListener('abort', leave, { once: true });
  });
  try {
    return await Promise.race([work, impatience]);
  } finally {
    clearTimeout(timer);
    if (leave) signal?.removeEventListener('abort', leave);
  }
}
