import type { ConversationMessage } from '@/lib/conversations/read';
import type { ErrorBody } from '@/lib/i18n';

/** What an answer sends while it is being made: a status at each change of state, text, and one last word. */
export type AnswerEvent =
  | {
      type: 'status';
      state: 'searching' | 'writing';
      conversation_id: string;
      message_id: string;
      /** The kinds of personal data that were masked in the question. */
      masked?: string[];
    }
  | { type: 'token'; text: string }
  /** What was said so far does not stand: this does. */
  | { type: 'replace'; text: string }
  | { type: 'done'; message: ConversationMessage }
  /** Stopped before its first word: the question was taken back with it. */
  | { type: 'withdrawn' }
  /** A person has the conversation, or will: the bot is silent, and they read this. */
  | { type: 'said'; conversation_id: string; message: ConversationMessage };

/** What the page receives: an answer's events, or the error that ended them. */
export type ChatEvent = AnswerEvent | { type: 'error'; error: ErrorBody };
