import { EVENT_STREAM_HEADERS } from '@/app/api/_http/event-stream';
import { asApiError } from '@/lib/openai/errors';
import { log } from '@/lib/ops/log';

/**
 * Chunks as OpenAI streams them: server-sent events, `[DONE]` at the end, and an error's body where one fails on the
 * way. A client that leaves ends the work.
 *
 * @param leave ends what makes the chunks
 */
export function chunkStream(chunks: AsyncGenerator<unknown, void, void>, leave: () => void): Response {
  const encoder = new TextEncoder();
  const event = (data: string) => encoder.encode(`data: ${data}\n\n`);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await chunks.next();
        if (!done) return controller.enqueue(event(JSON.stringify(value)));
        controller.enqueue(event('[DONE]'));
      } catch (thrown) {
        const error = asApiError(thrown);
        if (error.status >= 500) log.error({ err: error.cause }, error.code ?? undefined);
        controller.enqueue(event(JSON.stringify(error.body)));
      }
      controller.close();
    },
    async cancel() {
      leave();
      await chunks.return();
    },
  });
  return new Response(body, {
    headers: EVENT_STREAM_HEADERS,
  });
}

/** Fires when a request's client has gone, whether or not its response has begun. */
export function leaving(request: Request): { signal: AbortSignal; leave: () => void } {
  const left = new AbortController();
  return { signal: AbortSignal.any([request.signal, left.signal]), leave: () => left.abort() };
}
