import { useCallback, useEffect, useRef, useState } from 'react';
import { eventsOf, RefusedError, refusal } from '@/app/(customer)/chat-client';
import type { ErrorBody } from '@/lib/i18n';
import type { RunEvent, RunRequest, RunToken } from '@/lib/lab/run';

type Started = Extract<RunEvent, { type: 'start' }>;
type Finished = Extract<RunEvent, { type: 'done' }>;

/** One run of one model, as far as it has come. */
export interface Run {
  request: RunRequest;
  /** loading: nothing has come yet. */
  status: 'loading' | 'running' | 'done' | 'failed';
  started?: Started;
  tokens: RunToken[];
  text: string;
  finished?: Finished;
  /** Without a code when the server could not be reached. */
  error?: Partial<ErrorBody>;
}

/** A pane's run, which is replaced by the next one. What comes is drawn once a frame. */
export function useRun(offline: string) {
  const [run, setRun] = useState<Run>();
  const current = useRef<AbortController>(null);

  const stop = useCallback(() => current.current?.abort(), []);
  const clear = useCallback(() => {
    current.current?.abort();
    current.current = null;
    setRun(undefined);
  }, []);
  useEffect(() => stop, [stop]);

  const start = useCallback(
    async (request: RunRequest) => {
      current.current?.abort();
      const controller = new AbortController();
      current.current = controller;
      const isCurrent = () => current.current === controller;
      let next: Run = { request, status: 'loading', tokens: [], text: '' };
      let drawing = false;
      const draw = (change: Partial<Run>) => {
        next = { ...next, ...change };
        if (drawing || !isCurrent()) return;
        drawing = true;
        requestAnimationFrame(() => {
          drawing = false;
          if (isCurrent()) setRun(next);
        });
      };
      setRun(next);
      try {
        for await (const event of generate(request, controller.signal)) {
          if (event.type === 'start') draw({ status: 'running', started: event });
          else if (event.type === 'token') {
            draw({ tokens: [...next.tokens, event.token], text: next.text + event.shown });
          } else if (event.type === 'done') draw({ status: 'done', finished: event });
          else draw({ status: 'failed', error: event.error });
        }
      } catch (thrown) {
        if (controller.signal.aborted) draw({ status: 'done' });
        else
          draw({
            status: 'failed',
            error: thrown instanceof RefusedError ? thrown.body : { message: offline },
          });
      }
    },
    [offline],
  );
  return { run, start, stop, clear };
}

async function* generate(request: RunRequest, signal: AbortSignal): AsyncGenerator<RunEvent> {
  const response = await fetch('/api/lab/generate', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
    signal,
  });
  if (response.ok && response.body) return yield* eventsOf<RunEvent>(response.body);
  throw await refusal(response);
}
