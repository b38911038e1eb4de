/** Neither a cache nor a compressor nor a proxy may hold events back. */
export const EVENT_STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};

/**
 * Events as a server-sent stream. Reading goes on to the end also when the client has gone: an answer is
 * kept by whoever makes it, and ends by its own signal.
 *
 * @param onError the last event, when the source fails
 */
export function eventStream<T>(events: AsyncIterable<T>, onError: (thrown: unknown) => T): Response {
  const encoder = new TextEncoder();
  let open = true;
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (event: T) => {
        if (open) controller.enqueue(encoder.encode(`data: ${JSON.stringify(event)}\n\n`));
      };
      try {
        for await (const event of events) send(event);
      } catch (thrown) {
        send(onError(thrown));
      }
      if (open) controller.close();
    },
    cancel() {
      open = false;
    },
  });
  return new Response(body, {
    headers: EVENT_STREAM_HEADERS,
  });
}
