import { z } from 'zod';
import { withoutPersonalData } from '@/lib/answer/text';
import type { Database } from '@/lib/db/connection';
import { failureText } from '../ask';
import type { BotWork, Work } from '../job';
import { enqueue } from '../queue/jobs';
import type { SlackAction, SlackEvent } from './event';

/**
 * Takes an event over, once however often Slack sends it: a mention or a direct message is a question, and what is
 * written under the notice of a hand-off may be for the customer.
 */
export async function receiveEvent(
  db: Database,
  { event_id, event }: SlackEvent,
  handoff_channel: string | undefined,
): Promise<void> {
  const { type, user, channel, text = '', ts, thread_ts, channel_type, bot_id, subtype } = event;
  if (!user || !channel || !ts || bot_id || subtype) return;
  const direct = type === 'message' && channel_type === 'im';
  const reply =
    type === 'message' && channel === handoff_channel && thread_ts !== undefined && !text.includes('<@');
  if (type !== 'app_mention' && !direct && !reply) return;
  const thread = thread_ts ?? (direct ? undefined : ts);
  const lane = ['slack', channel, thread, user].join(':');
  await enqueue(db, { key: `slack:${event_id}`, lane, payload: work() });

  function work(): BotWork {
    try {
      return {
        kind: 'slack.question',
        user: user as string,
        channel: channel as string,
        thread,
        reply,
        text: withoutPersonalData(plain(text)).text,
      };
    } catch (thrown) {
      return { kind: 'slack.tell', channel: channel as string, thread, text: failureText(thrown, 'ko') };
    }
  }
}

/** A message as it was typed: without the mention of us, and without Slack's own way of writing links and signs. */
const plain = (text: string) =>
  text
    .replace(/<[@#!][^>]*>/g, ' ')
    .replace(/<([^|>]+)\|([^>]+)>/g, '$2')
    .replace(/<([^>]+)>/g, '$1')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');

const known = z.enum(['claim', 'draft']);

/** Takes a pressed button over; one that only opens a page is no work. */
export async function receiveAction(db: Database, pressed: SlackAction): Promise<void> {
  const [{ action_id, value }] = pressed.actions;
  const action = known.safeParse(action_id).data;
  if (!action || !value) return;
  const { ts, thread_ts } = pressed.message;
  const payload: Work<'slack.action'> = {
    kind: 'slack.action',
    user: pressed.user.id,
    channel: pressed.channel.id,
    thread: thread_ts ?? ts,
    action,
    value,
  };
  await enqueue(db, { key: `slack.action:${pressed.trigger_id}`, lane: `slack.action:${value}`, payload });
}
