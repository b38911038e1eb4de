import { desc, eq } from 'drizzle-orm';
import { readForAgent } from '@/lib/conversations/inbox';
import type { Database } from '@/lib/db/connection';
import { handoffs, messages } from '@/lib/db/schema';
import { fill } from '@/lib/i18n';
import { slackWords } from '@/lib/i18n/bots';
import { inboxWords } from '@/lib/i18n/staff/inbox';
import type { Work } from '../job';
import { callSlack, escaped, post, type Slack } from './api';
import { noticeBlocks } from './blocks';

/** The channel is everybody's: it is in the bank's own language. */
const words = slackWords.ko;
const { channels } = inboxWords.ko;

/**
 * Tells the channel for hand-offs what happened in a conversation: a customer who waits, with a button to take them; who
 * took them; and, under that notice, what is said.
 */
export async function tellHandoff(
  db: Database,
  slack: Slack,
  { conversation_id, message_id }: Work<'slack.handoff'>,
): Promise<void> {
  const channel = slack.handoff_channel;
  const [said] = await db.select().from(messages).where(eq(messages.id, message_id));
  const [handoff] = await db
    .select()
    .from(handoffs)
    .where(eq(handoffs.conversation_id, conversation_id))
    .orderBy(desc(handoffs.requested_at))
    .limit(1);
  if (!channel || !said || !handoff) return;
  if (said.role === 'user' || said.role === 'agent') {
    if (!handoff.slack_ts) return;
    const who = said.role === 'user' ? words.customer : fill(words.to_customer, { agent: said.author ?? '' });
    await post(slack, { channel, thread: handoff.slack_ts }, `*${escaped(who)}*: ${escaped(said.text)}`);
    return;
  }
  const item = await readForAgent(db, '', conversation_id);
  const waiting = item.state === 'waiting';
  const heading = waiting ? words.waiting : item.state === 'closed' ? words.ended : words.with_agent;
  const text = fill(heading, { channel: channels[item.channel], agent: item.agent ?? '' });
  const url = `${slack.public_url}/staff/inbox?c=${conversation_id}`;
  const blocks = noticeBlocks({ heading: text, title: item.title, conversation_id, waiting, url }, words);
  const { slack_ts } = handoff;
  if (slack_ts) {
    await callSlack(slack, (client) => client.chat.update({ channel, ts: slack_ts, text, blocks }));
  } else {
    const ts = await post(slack, { channel }, text, blocks);
    if (ts) await db.update(handoffs).set({ slack_ts: ts }).where(eq(handoffs.id, handoff.id));
  }
}
