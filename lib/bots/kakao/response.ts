import { z } from 'zod';
import type { Handling } from '@/lib/conversations/handoff';
import { fill } from '@/lib/i18n';
import { botWords } from '@/lib/i18n/bots';
import type { Spoken } from '../chats';
import { emergencyNumbers, passedOn, wordsOf } from '../spoken';
import { shorten, split } from '../text';

/** Characters of a simpleText; of a card's title, and of its title and text together; of a button's label. */
export const SIMPLE_TEXT = 1000;
const CARD_TITLE = 50;
const CARD = 400;
const LABEL = 14;
const OUTPUTS = 3;
const QUICK_REPLIES = 10;
const LIST_ITEMS = 5;

const button = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('phone'), label: z.string().max(LABEL), phoneNumber: z.string() }),
]);

const textCard = z
  .strictObject({
    title: z.string().max(CARD_TITLE),
    description: z.string(),
    buttons: z.array(button).max(3).optional(),
  })
  .refine(({ title, description }) => title.length + description.length <= CARD);

const listItem = z.strictObject({ title: z.string().max(CARD_TITLE), description: z.string().max(CARD) });

const output = z.union([
  z.strictObject({ simpleText: z.strictObject({ text: z.string().min(1).max(SIMPLE_TEXT) }) }),
  z.strictObject({ textCard }),
  z.strictObject({
    listCard: z.strictObject({
      header: z.strictObject({ title: z.string() }),
      items: z.array(listItem).min(2).max(LIST_ITEMS),
    }),
  }),
]);

const quickReply = z.strictObject({
  action: z.literal('message'),
  label: z.string().min(1).max(LABEL),
  messageText: z.string(),
});

/**
 * What a skill server answers: version 2.0 with one to three outputs, or that the answer comes by the callback. The
 * same form is posted to the callback.
 *
 * @see https://kakaobusiness.gitbook.io/main/tool/chatbot/skill_guide/answer_json_format (SkillResponse), read 2026-11
 */
export const skillResponseSchema = z.union([
  z.strictObject({
    version: z.literal('2.0'),
    template: z.strictObject({
      outputs: z.array(output).min(1).max(OUTPUTS),
      quickReplies: z.array(quickReply).max(QUICK_REPLIES).optional(),
    }),
    context: z
      .strictObject({
        values: z.array(
          z.strictObject({ name: z.string(), lifeSpan: z.int(), params: z.record(z.string(), z.string()) }),
        ),
      })
      .optional(),
  }),
  z.strictObject({
    version: z.literal('2.0'),
    useCallback: z.literal(true),
    /** What the block shows meanwhile, as {{#webhook.text}}. */
    data: z.strictObject({ text: z.string() }),
  }),
]);

export type SkillResponse = z.infer<typeof skillResponseSchema>;
type Output = z.infer<typeof output>;
type QuickReply = z.infer<typeof quickReply>;

/** Everybody on KakaoTalk reads Korean. */
const LOCALE = 'ko';
const words = botWords[LOCALE];

/** The answer comes by the callback. */
export const comesLater = (): SkillResponse => ({
  version: '2.0',
  useCallback: true,
  data: { text: words.writing },
});

/** The answer is not there yet, and cannot be sent by itself: a button fetches it. */
export const isLate = (): SkillResponse => plain(words.late, [words.buttons.check]);

/** A text of ours, with what may be said next. */
export const plain = (text: string, replies: string[]): SkillResponse => ({
  version: '2.0',
  template: { outputs: [simpleText(text)], quickReplies: replies.map(replyOf) },
});

/**
 * What was said since the last turn, as bubbles and cards.
 *
 * @param rest text that did not fit the last time
 * @returns the response, and what does not fit now
 */
export function respond(
  { spoken, rest }: { spoken: readonly Spoken[]; rest: string | null },
  handling: Handling,
): { response: SkillResponse; rest: string | null } {
  const last = spoken.findLast(({ role }) => role === 'assistant');
  const cards = last ? cardsOf(last) : [];
  const texts = [...(rest ? [rest] : []), ...spoken.map((message) => wordsOf(message, LOCALE))];
  if (texts.length === 0)
    texts.push(handling.handler === 'bot' ? words.nothing_new : passedOn(handling, LOCALE));
  const room = OUTPUTS - cards.length;
  const apart = texts.flatMap((text) => split(text, SIMPLE_TEXT));
  const bubbles = apart.length <= room ? apart : split(texts.join('\n\n'), SIMPLE_TEXT);
  const left = bubbles.slice(room).join('\n\n');
  const response: SkillResponse = {
    version: '2.0',
    template: {
      outputs: [...bubbles.slice(0, room).map(simpleText), ...cards],
      quickReplies: repliesTo(last, handling, left !== ''),
    },
    // Blocks of the bank's own may ask whether a person has the conversation.
    ...(handling.handler !== 'bot' && {
      context: { values: [{ name: 'ondam_person', lifeSpan: 1, params: { handler: handling.handler } }] },
    }),
  };
  return { response, rest: left || null };
}

const simpleText = (text: string): Output => ({ simpleText: { text: shorten1000(text) } });

const shorten1000 = (text: string) => split(text, SIMPLE_TEXT)[0] ?? '…';

/** Whom to call, and what the answer rests on. */
function cardsOf(answer: Spoken): Output[] {
  const emergency = emergencyNumbers(answer, LOCALE);
  const call: Output[] = emergency
    ? [
        {
          textCard: {
            title: emergency.title,
            description: emergency.numbers.map(({ label, phone }) => `${label} ${phone}`).join('\n'),
            buttons: emergency.numbers.slice(0, 3).map(({ label, phone }) => ({
              action: 'phone' as const,
              label: shorten(`${phone} ${label}`, LABEL),
              phoneNumber: phone,
            })),
          },
        },
      ]
    : [];
  return [...call, ...sourcesOf(answer)];
}

function sourcesOf({ citations, text }: Spoken): Output[] {
  if (!citations || citations.length === 0) return [];
  const sources = citations.map(({ question, answer, source, effective_date }) => ({
    title: shorten(question, CARD_TITLE),
    answer,
    about: `${source} · ${fill(words.effective, { date: effective_date })}`,
  }));
  if (sources.length === 1) {
    const [{ title, answer, about }] = sources;
    // Where the answer is the source's own text, it need not stand there twice.
    if (text.includes(answer))
      return [{ textCard: { title, description: shorten(about, CARD - CARD_TITLE) } }];
    const room = CARD - title.length - about.length - 2;
    return [{ textCard: { title, description: `${shorten(answer, room)}\n\n${about}` } }];
  }
  const items = sources.slice(0, LIST_ITEMS).map(({ title, about }) => ({
    title,
    description: shorten(about, CARD),
  }));
  return [{ listCard: { header: { title: words.sources }, items } }];
}

function repliesTo(answer: Spoken | undefined, { handler }: Handling, more: boolean): QuickReply[] {
  const { buttons } = words;
  const next =
    handler === 'bot'
      ? [...(answer?.options ?? []), ...(answer?.follow_ups ?? []), buttons.person]
      : [buttons.check, buttons.bot];
  const wanted = [...(more ? [buttons.more] : []), ...next];
  // A person is never pushed out by suggestions.
  return [...wanted.slice(0, -1).slice(0, QUICK_REPLIES - 1), ...wanted.slice(-1)].map(replyOf);
}

/** A button that says its text for the person. */
function replyOf(text: string): QuickReply {
  return { action: 'message', label: shorten(text, LABEL), messageText: text };
}
