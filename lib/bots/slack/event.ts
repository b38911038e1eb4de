import { z } from 'zod';

/**
 * What Slack posts to the events address: the challenge by which it checks that the address is ours, and events. Slack
 * wants an answer within 3 seconds and else sends the event again, with the same event_id (X-Slack-Retry-Num counts).
 *
 * @see https://docs.slack.dev/apis/events-api and /reference/events/url_verification, read 2026-11
 */
export const eventBodySchema = z.discriminatedUnion('type', [
  z.looseObject({ type: z.literal('url_verification'), challenge: z.string().max(1000) }),
  z.looseObject({
    type: z.literal('event_callback'),
    event_id: z.string().min(1).max(100),
    team_id: z.string().max(100).optional(),
    event: z.looseObject({
      type: z.string(),
      user: z.string().max(100).optional(),
      text: z.string().max(50_000).optional(),
      channel: z.string().max(100).optional(),
      channel_type: z.string().optional(),
      ts: z.string().max(50).optional(),
      thread_ts: z.string().max(50).optional(),
      /** Of a message that a program wrote, ours too. */
      bot_id: z.string().optional(),
      /** Of what is no new message: an edit, somebody who joins. */
      subtype: z.string().optional(),
    }),
  }),
  z.looseObject({ type: z.literal('app_rate_limited') }),
]);

export type SlackEvent = Extract<z.infer<typeof eventBodySchema>, { type: 'event_callback' }>;

/**
 * What Slack posts as the form field `payload` when a button is pressed.
 *
 * @see https://docs.slack.dev/reference/interaction-payloads/block_actions-payload, read 2026-11
 */
export const actionPayloadSchema = z.looseObject({
  type: z.literal('block_actions'),
  trigger_id: z.string().min(1).max(200),
  user: z.looseObject({ id: z.string().max(100) }),
  channel: z.looseObject({ id: z.string().max(100) }),
  message: z.looseObject({ ts: z.string().max(50), thread_ts: z.string().max(50).optional() }),
  actions: z
    .array(z.looseObject({ action_id: z.string().max(255), value: z.string().max(2000).optional() }))
    .min(1),
});

export type SlackAction = z.infer<typeof actionPayloadSchema>;
