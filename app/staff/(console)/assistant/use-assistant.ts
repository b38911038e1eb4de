import { useCallback, useEffect, useReducer, useRef } from 'react';
import { eventsOf } from '@/app/(customer)/chat-client';
import type { ChatSampling } from '@/lib/answer/sampling';
import type { AssistantEvent } from '@/lib/assistant/ask';
import type { ErrorBody } from '@/lib/i18n';
import { ApiError } from '../../api';
import { type AssistantState, assistantReducer } from './state';

/**
 * The conversation of this page. Its id lives in the address, so that a reload shows it again. `giveBack` gets the text
 * of a question that came to nothing.
 */
export function useAssistant(
  initial: AssistantState,
  sampling: ChatSampling,
  offline: string,
  giveBack: (text: string) => void,
) {
  const [state, dispatch] = useReducer(assistantReducer, initial);
  const request = useRef<AbortController>(undefined);
  const { conversationId } = state;
  useEffect(() => showInAddress(conversationId), [conversationId]);

  const ask = useCallback(
    async (text: string) => {
      const controller = new AbortController();
      request.current = controller;
      dispatch({ type: 'asked', text });
      let begun = false;
      try {
        for await (const event of events(
          { conversation_id: conversationId, text, sampling },
          controller.signal,
        )) {
          if (request.current !== controller) return;
          if (event.type === 'error') throw new ApiError(event.error);
          begun ||= event.type === 'token';
          dispatch({ type: 'received', event });
          if (event.type === 'done') return;
        }
        throw new TypeError('the stream ended before the answer did');
      } catch (thrown) {
        if (request.current !== controller) return;
        if (!begun) giveBack(text);
        dispatch({
          type: 'ended',
          problem: controller.signal.aborted ? undefined : problemOf(thrown, offline),
        });
      }
    },
    [conversationId, sampling, offline, giveBack],
  );

  /** Hanging up stops the answer: the server keeps what came so far. */
  const stop = useCallback(() => request.current?.abort(), []);
  const clear = useCallback(() => {
    request.current?.abort();
    request.current = undefined;
    dispatch({ type: 'cleared' });
  }, []);
  const dismiss = useCallback(() => dispatch({ type: 'dismissed' }), []);

  return { state, ask, stop, clear, dismiss };
}

async function* events(body: unknown, signal: AbortSignal): AsyncGenerator<AssistantEvent> {
  const response = await fetch('/api/staff/assistant/ask', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    signal,
  });
  if (response.ok && response.body) return yield* eventsOf<AssistantEvent>(response.body);
  const told: { error: ErrorBody } | undefined = await response.json().catch(() => undefined);
  if (told?.error.code === 'not_signed_in') window.location.assign('/staff/sign-in');
  throw told ? new ApiError(told.error) : new TypeError(`HTTP ${response.status}`);
}

const problemOf = (thrown: unknown, offline: string): AssistantState['problem'] =>
  thrown instanceof ApiError ? thrown.body : { message: offline };

function showInAddress(conversationId: string | undefined): void {
  const query = conversationId ? `?c=${conversationId}` : '';
  window.history.replaceState(null, '', window.location.pathname + query);
}
