import { z } from 'zod';

const said = {
  chat_id: z.uuid(),
  /** Without personal data. */
  text: z.string(),
  /** The kinds that were masked in it. */
  masked: z.array(z.string()),
};

/** What a job is about. */
export const botWorkSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('kakao.question'),
    ...said,
    /** Where to post the answer, once; absent, whoever asked waits or comes back. */
    callback_url: z.url().optional(),
  }),
  z.strictObject({ kind: z.literal('telegram.message'), ...said }),
  z.strictObject({
    kind: z.literal('telegram.button'),
    chat_id: z.uuid(),
    callback_query_id: z.string(),
    data: z.string(),
  }),
  /** A text of ours: why something that was sent is not answered. */
  z.strictObject({ kind: z.literal('telegram.tell'), chat_id: z.uuid(), text: z.string() }),
  z.strictObject({ kind: z.literal('telegram.deliver'), chat_id: z.uuid() }),
  z.strictObject({
    kind: z.literal('slack.question'),
    user: z.string(),
    channel: z.string(),
    /** The timestamp of the message that the thread is under; absent in a direct chat without threads. */
    thread: z.string().optional(),
    /** Of a message in a thread that tells of a hand-off: it may be for the customer. */
    reply: z.boolean(),
    text: z.string(),
  }),
  z.strictObject({
    kind: z.literal('slack.action'),
    user: z.string(),
    channel: z.string(),
    thread: z.string().optional(),
    action: z.enum(['claim', 'draft']),
    value: z.string(),
  }),
  z.strictObject({
    kind: z.literal('slack.tell'),
    channel: z.string(),
    thread: z.string().optional(),
    text: z.string(),
  }),
  z.strictObject({ kind: z.literal('slack.handoff'), conversation_id: z.uuid(), message_id: z.uuid() }),
]);

export type BotWork = z.infer<typeof botWorkSchema>;
export type Work<K extends BotWork['kind']> = Extract<BotWork, { kind: K }>;
