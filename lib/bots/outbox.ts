import { eq } from 'drizzle-orm';
import type { Database } from '@/lib/db/connection';
import { bot_chats, type MessageRow } from '@/lib/db/schema';
import type { BotWork } from './job';
import { enqueue } from './queue/jobs';
import { readBotSettings } from './settings';

/**
 * Sees to it that what is said in a conversation with a person reaches the messenger that it is held on, and Slack's
 * channel for hand-offs. Within the transaction that says it: neither stands without the other.
 */
export async function dispatch(
  tx: Database,
  { id, conversation_id, role }: Pick<MessageRow, 'id' | 'conversation_id' | 'role'>,
): Promise<void> {
  const { slack } = readBotSettings();
  if (slack?.handoff_channel) {
    const payload: BotWork = { kind: 'slack.handoff', conversation_id, message_id: id };
    await enqueue(tx, { key: `slack.handoff:${id}`, lane: `slack.handoff:${conversation_id}`, payload });
  }
  if (role === 'user') return;
  const [chat] = await tx
    .select({ id: bot_chats.id, channel: bot_chats.channel })
    .from(bot_chats)
    .where(eq(bot_chats.conversation_id, conversation_id));
  if (chat?.channel !== 'telegram') return; // KakaoTalk asks; nothing is sent there unasked
  const payload: BotWork = { kind: 'telegram.deliver', chat_id: chat.id };
  await enqueue(tx, { key: `telegram.deliver:${id}`, lane: chat.id, payload });
}
