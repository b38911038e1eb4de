import type { AssistantEvent } from '@/lib/assistant/ask';
import type { Evidence, StaffTurn } from '@/lib/assistant/turns';
import type { ConversationMessage } from '@/lib/conversations/read';
import type { ErrorBody } from '@/lib/i18n';

/** A question on the page and what has come of it so far. */
export interface ShownTurn {
  question: string;
  masked: string[];
  state: 'searching' | 'writing' | 'ended' | 'interrupted';
  text: string;
  /** Once it has ended. */
  answer?: ConversationMessage;
  evidence?: Evidence;
}

export interface AssistantState {
  conversationId?: string;
  turns: ShownTurn[];
  answering: boolean;
  /** The answer that ended last, for screen readers to say once. */
  finished?: { text: string; notes: number };
  problem?: Pick<ErrorBody, 'message'> & Partial<ErrorBody>;
}

export type AssistantAction =
  | { type: 'asked'; text: string }
  | { type: 'received'; event: Exclude<AssistantEvent, { type: 'error' }> }
  /** It ended without a last word: what came so far stays, and a question to which nothing came goes. */
  | { type: 'ended'; problem?: AssistantState['problem'] }
  | { type: 'dismissed' }
  | { type: 'cleared' };

export const NOTHING: AssistantState = { turns: [], answering: false };

/** A conversation of earlier, as the page shows it. */
export const resumed = (id: string, turns: readonly StaffTurn[]): AssistantState => ({
  ...NOTHING,
  conversationId: id,
  turns: turns.map(({ question, masked, answer, evidence }) => ({
    question,
    masked,
    state: answer?.status === 'complete' ? 'ended' : 'interrupted',
    text: answer?.text ?? '',
    answer,
    evidence,
  })),
});

export function assistantReducer(state: AssistantState, action: AssistantAction): AssistantState {
  switch (action.type) {
    case 'asked': {
      const turn: ShownTurn = { question: action.text, masked: [], state: 'searching', text: '' };
      return { conversationId: state.conversationId, turns: [...state.turns, turn], answering: true };
    }
    case 'received':
      return receive(state, action.event);
    case 'ended': {
      const begun = state.turns.at(-1)?.text;
      const ended = begun
        ? { ...state, answering: false, turns: withLast(state, { state: 'interrupted' as const }) }
        : withoutLast(state);
      return { ...ended, problem: action.problem };
    }
    case 'dismissed':
      return { ...state, problem: undefined };
    case 'cleared':
      return NOTHING;
  }
}

function receive(state: AssistantState, event: Exclude<AssistantEvent, { type: 'error' }>): AssistantState {
  const last = state.turns[state.turns.length - 1];
  switch (event.type) {
    case 'status': {
      const { conversation_id, masked = last.masked } = event;
      return {
        ...state,
        conversationId: conversation_id,
        turns: withLast(state, { masked, state: event.state }),
      };
    }
    case 'evidence':
      return { ...state, turns: withLast(state, { evidence: event.evidence }) };
    case 'token':
      return { ...state, turns: withLast(state, { text: last.text + event.text }) };
    case 'replace':
      return { ...state, turns: withLast(state, { text: event.text }) };
    case 'done': {
      const { message } = event;
      const ended = message.status === 'complete' ? 'ended' : 'interrupted';
      return {
        ...state,
        answering: false,
        finished: { text: message.text, notes: last.evidence?.notes.length ?? 0 },
        turns: withLast(state, { state: ended, text: message.text, answer: message }),
      };
    }
    case 'withdrawn':
    case 'said':
      return withoutLast(state);
  }
}

/** A conversation of which nothing is left is none: the server keeps no empty one. */
function withoutLast({ conversationId, ...state }: AssistantState): AssistantState {
  const turns = state.turns.slice(0, -1);
  return { ...state, turns, answering: false, ...(turns.length > 0 && { conversationId }) };
}

const withLast = ({ turns }: AssistantState, change: Partial<ShownTurn>): ShownTurn[] =>
  turns.with(-1, { ...turns[turns.length - 1], ...change });
