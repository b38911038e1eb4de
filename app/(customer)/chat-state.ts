import type { ChatEvent } from '@/lib/answer/events';
import type { Handling } from '@/lib/conversations/handoff';
import type { Conversation, ConversationMessage } from '@/lib/conversations/read';
import type { ErrorBody } from '@/lib/i18n';

/** A message on the page: one that the server keeps, or one on its way there. */
export type ShownMessage = Pick<ConversationMessage, 'role' | 'text' | 'status'> &
  Partial<ConversationMessage>;

/** What the person asked for last, to be able to ask it again. */
export type Wish = { text: string; edit?: true } | { regenerate: true };

export interface ChatState {
  conversationId?: string;
  messages: ShownMessage[];
  /** Whether this page is receiving an answer. */
  answering: boolean;
  /** Who has the conversation. */
  handling: Handling;
  /** The last answer that finished while the page was open, for screen readers to say once. */
  finished?: { text: string; author?: string | null };
  problem?: { error: Pick<ErrorBody, 'message'> & Partial<ErrorBody>; wish?: Wish };
}

export type ChatAction =
  | { type: 'asked'; wish: Wish }
  | { type: 'received'; event: Exclude<ChatEvent, { type: 'error' | 'withdrawn' }> }
  /** The request ended without an answer's last word; `before` is the page as it was when it was asked. */
  | { type: 'failed'; error: NonNullable<ChatState['problem']>['error']; wish: Wish; before: ShownMessage[] }
  /** Something else than an answer did not come about. */
  | { type: 'refused'; error: NonNullable<ChatState['problem']>['error'] }
  /** Stopped before its first word: as if it had not been asked. */
  | { type: 'withdrawn'; before: ShownMessage[] }
  | { type: 'handled'; conversationId: string; handling: Handling }
  | { type: 'rated'; id: string; rating: 'up' | 'down' }
  | { type: 'loaded'; conversation: Conversation }
  | { type: 'dismissed' }
  | { type: 'cleared' };

const NOTHING_YET: ShownMessage = { role: 'assistant', text: '', status: 'streaming' };

export function chatReducer(state: ChatState, action: ChatAction): ChatState {
  switch (action.type) {
    case 'asked': {
      const { wish } = action;
      const kept = 'edit' in wish ? beforeLastQuestion(state.messages) : state.messages;
      const asked = 'text' in wish ? [...kept, question(wish.text)] : withoutAnswer(kept);
      return {
        conversationId: state.conversationId,
        handling: state.handling,
        messages: state.handling.handler === 'bot' ? [...asked, NOTHING_YET] : asked,
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
    case 'refused':
      return { ...state, problem: { error: action.error } };
    case 'withdrawn':
      return { ...state, answering: false, messages: action.before };
    case 'loaded': {
      const { id, messages, handling } = action.conversation;
      // What this page receives itself comes sooner that way.
      if (state.answering || id !== state.conversationId) return state;
      return {
        ...state,
        messages,
        handling,
        finished: newlySaid(state.messages, messages) ?? state.finished,
      };
    }
    case 'handled':
      return { ...state, conversationId: action.conversationId, handling: action.handling };
    case 'rated':
      return {
        ...state,
        messages: state.messages.map((message) =>
          message.id === action.id ? { ...message, rating: action.rating } : message,
        ),
      };
    case 'dismissed':
      return { ...state, problem: undefined };
    case 'cleared':
      return { messages: [], answering: false, handling: { handler: 'bot' } };
  }
}

function receive(state: ChatState, event: Exclude<ChatEvent, { type: 'error' | 'withdrawn' }>): ChatState {
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
        finished: { text: event.message.text },
        messages: replaceLast(state.messages, event.message),
      };
    case 'said': {
      const asked = state.messages.findLastIndex(({ role, id }) => role === 'user' && !id);
      const messages = state.messages.slice(0, asked + 1).with(asked, event.message);
      return { ...state, answering: false, conversationId: event.conversation_id, messages };
    }
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

/** What an agent said, or an answer finished, since the page last knew. */
function newlySaid(before: ShownMessage[], after: ShownMessage[]): ChatState['finished'] {
  const last = after.at(-1);
  if (!last || (last.role !== 'agent' && last.role !== 'assistant') || last.status !== 'complete') return;
  const known = before.some(({ id, status }) => id === last.id && status === 'complete');
  return known || before.length === 0 ? undefined : { text: last.text, author: last.author };
}

function beforeLastQuestion(messages: ShownMessage[]): ShownMessage[] {
  return messages.slice(
    0,
    messages.findLastIndex(({ role }) => role === 'user'),
  );
}

function withoutAnswer(messages: ShownMessage[]): ShownMessage[] {
  return messages.at(-1)?.role === 'assistant' ? messages.slice(0, -1) : messages;
}

function replaceLast(messages: ShownMessage[], change: Partial<ShownMessage>): ShownMessage[] {
  const last = messages.at(-1);
  return last ? [...messages.slice(0, -1), { ...last, ...change }] : messages;
}
