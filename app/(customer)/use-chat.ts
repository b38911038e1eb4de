import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { ChatSampling } from '@/lib/answer/sampling';
import type { Conversation } from '@/lib/conversations/read';
import { ask, fetchConversation, RefusedError } from './chat-client';
import { type ChatState, chatReducer, type Wish } from './chat-state';

const SYNC_EVERY_MS = 700;

/**
 * The conversation of this page. `giveBack` gets the text of a question that came to nothing, so that it is not
 * lost. The conversation's id lives in the address, so a reload shows it again.
 */
export function useChat(
  initial: ChatState,
  sampling: ChatSampling,
  offlineMessage: string,
  giveBack: (text: string) => void,
) {
  const [state, dispatch] = useReducer(chatReducer, initial);
  const request = useRef<AbortController>(undefined);
  const { conversationId, messages, answering } = state;

  const start = useCallback(
    async (wish: Wish) => {
      if (answering) return;
      const controller = new AbortController();
      request.current = controller;
      dispatch({ type: 'asked', wish });
      let begun = false;
      try {
        for await (const event of ask(wish, conversationId, sampling, controller.signal)) {
          if (request.current !== controller) return;
          if (event.type === 'status') showInAddress(event.conversation_id);
          begun ||= event.type === 'token';
          dispatch({ type: 'received', event });
        }
      } catch (thrown) {
        if (request.current !== controller) return;
        if (!begun && 'text' in wish) giveBack(wish.text);
        if (!controller.signal.aborted) {
          const error = thrown instanceof RefusedError ? thrown.body : { message: offlineMessage };
          dispatch({ type: 'failed', error, wish, before: messages });
        } else {
          dispatch(begun ? { type: 'stopped' } : { type: 'withdrawn', before: messages });
        }
      }
    },
    [answering, conversationId, sampling, messages, offlineMessage, giveBack],
  );

  const stop = useCallback(() => request.current?.abort(), []);

  const clear = useCallback(() => {
    request.current?.abort();
    request.current = undefined;
    showInAddress(undefined);
    dispatch({ type: 'cleared' });
  }, []);

  const dismiss = useCallback(() => dispatch({ type: 'dismissed' }), []);

  // An answer that this page does not receive (stopped, or begun before a reload) is read from the server
  // until the server has said its last word on it.
  const unsettled = !answering && needsSync(state);
  useEffect(() => {
    if (!unsettled || !conversationId) return;
    const sync = () =>
      fetchConversation(conversationId).then(
        (conversation: Conversation) => dispatch({ type: 'loaded', conversation }),
        () => {}, // The next round tries again.
      );
    const timer = setInterval(sync, SYNC_EVERY_MS);
    sync();
    return () => clearInterval(timer);
  }, [unsettled, conversationId]);

  return { state, start, stop, clear, dismiss };
}

/** Whether the last answer is still being written elsewhere, or was stopped here and not read back since. */
function needsSync({ messages }: ChatState): boolean {
  const last = messages.at(-1);
  return (
    last?.role === 'assistant' && (last.status === 'streaming' || (last.status === 'interrupted' && !last.id))
  );
}

function showInAddress(conversationId: string | undefined): void {
  const query = conversationId ? `?c=${conversationId}` : '';
  window.history.replaceState(null, '', window.location.pathname + query);
}
