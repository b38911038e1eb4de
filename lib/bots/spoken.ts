import { type Handling, handlingOf } from '@/lib/conversations/handoff';
import { emergencyOf } from '@/lib/conversations/read';
import type { Database } from '@/lib/db/connection';
import { dictionaryOf, fill, type Locale } from '@/lib/i18n';
import { botWords } from '@/lib/i18n/bots';
import type { OpenChat, Spoken } from './chats';

/** What a message of the conversation says in a messenger. */
export function wordsOf(
  { role, text, author }: Pick<Spoken, 'role' | 'text' | 'author'>,
  locale: Locale,
): string {
  const { handoff } = dictionaryOf(locale);
  if (role === 'notice') {
    return fill(handoff.notice[text as keyof typeof handoff.notice] ?? text, { agent: author ?? '' });
  }
  return role === 'agent' ? `${author ?? handoff.agent}: ${text}` : text;
}

/** The numbers to call at once, of an answer to an accident or a crisis. */
export function emergencyNumbers({ trace }: Pick<Spoken, 'trace'>, locale: Locale) {
  const kind = emergencyOf(trace);
  return kind && dictionaryOf(locale).emergency[kind];
}

/** What is said to somebody whose words went to a person. */
export function passedOn({ handler, position = 1 }: Handling, locale: Locale): string {
  const words = botWords[locale];
  if (handler === 'agent') return words.passed;
  return position > 1 ? fill(words.waiting, { ahead: position - 1 }) : words.next;
}

export const handlingIn = (db: Database, chat: OpenChat) => handlingOf(db, chat.conversation_id);
