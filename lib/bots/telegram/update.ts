import { z } from 'zod';

const user = z.looseObject({
  id: z.int(),
  is_bot: z.boolean(),
  language_code: z.string().max(35).optional(),
});
const chat = z.looseObject({ id: z.int(), type: z.string() });

/**
 * What Telegram posts to a bot's webhook, and getUpdates gives: of the Bot API's Update the kinds that we ask for. An
 * update of another kind, or of a chat that is not private, is none of ours.
 *
 * @see https://core.telegram.org/bots/api#update and #setwebhook (secret_token: the header
 *   X-Telegram-Bot-Api-Secret-Token), Bot API read 2026-11
 */
export const updateSchema = z.looseObject({
  update_id: z.int(),
  message: z
    .looseObject({
      message_id: z.int(),
      from: user.optional(),
      chat,
      text: z.string().max(20_000).optional(),
    })
    .optional(),
  callback_query: z
    .looseObject({
      id: z.string().max(100),
      from: user,
      message: z.looseObject({ message_id: z.int(), chat }).optional(),
      data: z.string().max(64).optional(),
    })
    .optional(),
});

export type Update = z.infer<typeof updateSchema>;

/** The kinds of updates that Telegram is to send. */
export const ALLOWED_UPDATES = ['message', 'callback_query'] as const;

/** What the buttons under a message say to us: at most 64 bytes. */
export type ButtonData =
  | { press: 'option' | 'follow_up'; message_id: string; index: number }
  | { press: 'sources'; message_id: string }
  | { press: 'preset'; preset: 'precise' | 'balanced' | 'varied' }
  | { press: 'suggestion'; index: number }
  | { press: 'person' | 'bot' };

const LETTERS = { option: 'o', follow_up: 'f', sources: 's' } as const;

/** `o:1:MESSAGE`, `s:0:MESSAGE`, `preset:precise`, `person` … */
export function buttonData(data: ButtonData): string {
  if ('message_id' in data)
    return `${LETTERS[data.press]}:${'index' in data ? data.index : 0}:${data.message_id}`;
  if (data.press === 'preset') return `preset:${data.preset}`;
  return data.press === 'suggestion' ? `suggestion:${data.index}` : data.press;
}

/** A pressed button; undefined for data that is none of ours. */
export function readButton(data: string): ButtonData | undefined {
  const [kind, value, message_id] = data.split(':');
  const index = /^\d$/.test(value ?? '') ? Number(value) : undefined;
  if (kind === 'person' || kind === 'bot') return { press: kind };
  if (kind === 'preset' && (value === 'precise' || value === 'balanced' || value === 'varied')) {
    return { press: 'preset', preset: value };
  }
  if (index === undefined) return;
  if (kind === 'suggestion') return { press: 'suggestion', index };
  if (!z.uuid().safeParse(message_id).success) return;
  if (kind === 's') return { press: 'sources', message_id };
  if (kind === 'o') return { press: 'option', message_id, index };
  if (kind === 'f') return { press: 'follow_up', message_id, index };
}
