import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { ChatSampling } from '@/lib/answer/sampling';
import type { Handling } from '@/lib/conversations/handoff';
import { ask, call, RefusedError, watchConversation } from './chat-client';
import { type ChatState, chatReducer, type Wish } from './chat-state';

/**
 * The conversation of this page. `giveBack` gets the text of a question that came to nothing, so that it is not
 * lost. The conversation's id lives in the address, so a reload shows it again; what happens to it elsewhere (another
 * tab, a person at the bank, an answer begun before the reload) is shown as it happens.
 */
export function useChat(
  initial: ChatState,
  sampling: ChatSampling,
  offlineMessage: string,
  giveBack: (text: string) => void,
) {
  const [state, dispatch] = useReducer(chatReducer, initial);
  const request = useRef<AbortController>(undefined);
  /** Whether the server has taken on what this page asked last. */
  const accepted = useRef(false);
  const { conversationId } = state;
  // For what runs on while the page changes.
  const now = useRef(state);
  now.current = state;

  const errorOf = useCallback(
    (thrown: unknown) => (thrown instanceof RefusedError ? thrown.body : { message: offlineMessage }),
    [offlineMessage],
  );
  const refuse = useCallback(
    (thrown: unknown) => dispatch({ type: 'refused', error: errorOf(thrown) }),
    [errorOf],
  );

  const start = useCallback(
    async (wish: Wish) => {
      if (now.current.answering) return;
      const controller = new AbortController();
      const { messages: before, conversationId: id } = now.current;
      request.current = controller;
      accepted.current = false;
      dispatch({ type: 'asked', wish });
      let begun = false;
      const withdraw = () => {
        if ('text' in wish) giveBack(wish.text);
        dispatch({ type: 'withdrawn', before });
      };
      try {
        for await (const event of ask(wish, id, sampling, controller.signal)) {
          if (request.current !== controller) return;
          if (event.type === 'withdrawn') return withdraw();
          if (event.type === 'status') {
            accepted.current = true;
            showInAddress(event.conversation_id);
          }
          begun ||= event.type === 'token';
          dispatch({ type: 'received', event });
        }
      } catch (thrown) {
        if (request.current !== controller) return;
        if (controller.signal.aborted) return withdraw();
        if (!begun && 'text' in wish) giveBack(wish.text);
        dispatch({ type: 'failed', error: errorOf(thrown), wish, before });
      }
    },
    [sampling, giveBack, errorOf],
  );

  /** Asks the server to end the answer, which then says how it ended; before the server has begun, hangs up. */
  const stop = useCallback(() => {
    const { conversationId: id } = now.current;
    const hangUp = () => request.current?.abort();
    if (accepted.current && id) call('POST', `/api/conversations/${id}/stop`).catch(hangUp);
    else hangUp();
  }, []);

  const clear = useCallback(() => {
    request.current = undefined;
    showInAddress(undefined);
    dispatch({ type: 'cleared' });
  }, []);

  const dismiss = useCallback(() => dispatch({ type: 'dismissed' }), []);

  /** Asks for a person, or, with DELETE, goes back to the bot. */
  const handOff = useCallback(
    async (method: 'POST' | 'DELETE') => {
      try {
        const id =
          now.current.conversationId ?? (await call<{ id: string }>('POST', '/api/conversations')).id;
        const handling = await call<Handling>(method, `/api/conversations/${id}/handoff`);
        showInAddress(id);
        dispatch({ type: 'handled', conversationId: id, handling });
      } catch (thrown) {
        refuse(thrown);
      }
    },
    [refuse],
  );

  const rate = useCallback(
    async (id: string, rating: 'up' | 'down', more: { reason?: string; comment?: string } = {}) => {
      try {
        await call('PUT', `/api/messages/${id}/feedback`, { rating, ...more });
        dispatch({ type: 'rated', id, rating });
      } catch (thrown) {
        refuse(thrown);
      }
    },
    [refuse],
  );

  useEffect(() => {
    if (!conversationId) return;
    return watchConversation(conversationId, (conversation) => dispatch({ type: 'loaded', conversation }));
  }, [conversationId]);

  return { state, start, stop, clear, dismiss, handOff, rate };
}

function showInAddress(conversationId: string | undefined): void {
  const query = conversationId ? `?c=${conversationId}` : '';
  window.history.replaceState(null, '', window.location.pathname + query);
}
