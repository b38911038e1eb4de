import { InlineKeyboard } from 'grammy';
import { fill, type Locale } from '@/lib/i18n';
import { botWords } from '@/lib/i18n/bots';
import type { Spoken } from '../chats';
import { emergencyNumbers, wordsOf } from '../spoken';
import { shorten, split } from '../text';
import { buttonData } from './update';

/** The longest message that Telegram takes, in UTF-16 units; sendMessage, Bot API read 2026-11. */
const MOST = 4096;
/** What a button shows of a question on a phone. */
const LABEL = 60;
const MOST_FOLLOW_UPS = 3;

/** Messages with the buttons under the last of them. */
export interface Composed {
  texts: string[];
  keyboard: InlineKeyboard;
}

/** What was said, as Telegram shows it. The text is plain: nothing in it can be taken for a mark. */
export function composed(spoken: Spoken, locale: Locale): Composed {
  const text = [wordsOf(spoken, locale), ...callNow(spoken, locale), ...sourceLines(spoken, locale)].join(
    '\n\n',
  );
  return { texts: split(text, MOST), keyboard: keyboardOf(spoken, locale) };
}

/** The first part of an answer that is still being written. */
export const partial = (text: string): string => `${split(text, MOST - 2)[0] ?? ''} …`;

function callNow(spoken: Spoken, locale: Locale): string[] {
  const emergency = emergencyNumbers(spoken, locale);
  if (!emergency) return [];
  return [
    [emergency.title, ...emergency.numbers.map(({ label, phone }) => `☎ ${phone} ${label}`)].join('\n'),
  ];
}

function sourceLines({ citations }: Spoken, locale: Locale): string[] {
  if (!citations || citations.length === 0) return [];
  const { sources, effective } = botWords[locale];
  const lines = citations.map(
    ({ question, effective_date }) => `· ${question} (${fill(effective, { date: effective_date })})`,
  );
  return [[sources, ...lines].join('\n')];
}

/** The whole texts that an answer rests on. */
export function sourcesOf({ citations }: Pick<Spoken, 'citations'>, locale: Locale): string[] {
  const texts = (citations ?? []).map(
    ({ question, answer, source, effective_date }) =>
      `${question}\n${answer}\n(${source}, ${fill(botWords[locale].effective, { date: effective_date })})`,
  );
  return split(texts.join('\n\n'), MOST);
}

function keyboardOf(spoken: Spoken, locale: Locale): InlineKeyboard {
  const keyboard = new InlineKeyboard();
  const { buttons } = botWords[locale];
  const { id: message_id, role, text, options, follow_ups, citations } = spoken;
  if (role === 'notice' && (text === 'queued' || text === 'claimed')) {
    return keyboard.text(buttons.bot, buttonData({ press: 'bot' }));
  }
  if (role !== 'assistant') return keyboard;
  for (const [index, option] of (options ?? []).entries()) {
    keyboard.text(shorten(option, LABEL), buttonData({ press: 'option', message_id, index })).row();
  }
  for (const [index, question] of (follow_ups ?? []).slice(0, MOST_FOLLOW_UPS).entries()) {
    keyboard.text(shorten(question, LABEL), buttonData({ press: 'follow_up', message_id, index })).row();
  }
  if (citations && citations.length > 0) {
    keyboard.text(buttons.sources, buttonData({ press: 'sources', message_id }));
  }
  return keyboard.text(buttons.person, buttonData({ press: 'person' }));
}
