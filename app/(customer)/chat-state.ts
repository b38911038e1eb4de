import type { ChatEvent } from '@/lib/answer/events';
import type { Conversation, ConversationMessage } from '@/lib/conversations/read';
import type { ErrorBody } from '@/lib/i18n';

/** A message on the page: one that the server keeps, or one on its way there. */
export type ShownMessage = Pick<ConversationMessage, 'role' | 'text' | 'status'> &
  Partial<ConversationMessage>;

/** What the person asked for last, to be able to ask it again. */
export type Wish = { text: string } | { regenerate: true };

export interface ChatState {
  conversationId?: string;
  messages: ShownMessage[];
  /** Whether this page is receiving an answer. */
  answering: boolean;
  /** The last answer that finished while the page was open, for screen readers to say once. */
  finished?: string;
  problem?: { error: Pick<ErrorBody, 'message'> & Partial<ErrorBody>; wish?: Wish };
}

export type ChatAction =
  | { type: 'asked'; wish: Wish }
  | { type: 'received'; event: Exclude<ChatEvent, { type: 'error' }> }
  /** The request ended without an answer's last word; `before` is the page as it was when it was asked. */
  | { type: 'failed'; error: NonNullable<ChatState['problem']>['error']; wish: Wish; before: ShownMessage[] }
  | { type: 'stopped' }
  /** Stopped before its first word: as if it had not been asked. */
  | { type: 'withdrawn'; before: ShownMessage[] }
  | { type: 'loaded'; conversation: Conversation }
  | { type: 'dismissed' }
  | { type: 'cleared' };

const NOTHING_YET: ShownMessage = { role: 'assistant', text: '', status: 'streaming' };

export function chatReducer(state: ChatState, action: ChatAction): ChatState {
  switch (action.type) {
    case 'asked': {
      const { wish } = action;
      const kept = 'text' in wish ? [...state.messages, question(wish.text)] : withoutAnswer(state.messages);
      return {
        conversationId: state.conversationId,
        messages: [...kept, NOTHING_YET],
        answering: true,
      };
    }
    case 'received':
      return receive(state, action.event);
    case 'failed': {
      const begun = state.messages.at(-1)?.text;
      return {
        ...state,
        answering: false,
        messages: begun ? replaceLast(state.messages, { status: 'interrupted' }) : action.before,
        problem: { error: action.error, wish: begun ? { regenerate: true } : action.wish },
      };
    }
    case 'stopped':
      return {
        ...state,
        answering: false,
        messages: replaceLast(state.messages, { status: 'interrupted' }),
      };
    case 'withdrawn':
      return { ...state, answering: false, messages: action.before };
    case 'loaded': {
      const { id, messages } = action.conversation;
      // The page may have moved on since it asked; and an answer stopped here does not start again.
      if (state.answering || id !== state.conversationId) return state;
      const behind =
        messages.at(-1)?.status === 'streaming' && state.messages.at(-1)?.status === 'interrupted';
      return behind ? state : { ...state, messages };
    }
    case 'dismissed':
      return { ...state, problem: undefined };
    case 'cleared':
      return { messages: [], answering: false };
  }
}

function receive(state: ChatState, event: Exclude<ChatEvent, { type: 'error' }>): ChatState {
  switch (event.type) {
    case 'status': {
      const { conversation_id, masked } = event;
      return { ...state, conversationId: conversation_id, messages: withMasked(state.messages, masked) };
    }
    case 'replace':
      return { ...state, messages: replaceLast(state.messages, { text: event.text }) };
    case 'token': {
      const text = (state.messages.at(-1)?.text ?? '') + event.text;
      return { ...state, messages: replaceLast(state.messages, { text }) };
    }
    case 'done':
      return {
        ...state,
        answering: false,
        finished: event.message.text,
        messages: replaceLast(state.messages, event.message),
      };
  }
}

function question(text: string): ShownMessage {
  return { role: 'user', text, status: 'complete' };
}

/** The last question with the kinds of personal data that the server masked in it. */
function withMasked(messages: ShownMessage[], masked: string[] | undefined): ShownMessage[] {
  if (!masked?.length) return messages;
  const at = messages.findLastIndex(({ role }) => role === 'user');
  return messages.with(at, { ...messages[at], masked });
}

function withoutAnswer(messages: ShownMessage[]): ShownMessage[] {
  return messages.at(-1)?.role === 'assistant' ? messages.slice(0, -1) : messages;
}

function replaceLast(messages: ShownMessage[], change: Partial<ShownMessage>): ShownMessage[] {
  const last = messages.at(-1);
  return last ? [...messages.slice(0, -1), { ...last, ...change }] : messages;
}
