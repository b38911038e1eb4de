import { and, asc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '@/lib/db/connection';
import { conversations, type MessageRow, messages } from '@/lib/db/schema';
import { OndamError } from '@/lib/errors';

/** An answer whose process has not said a word for this long is dead; a live one beats every 2 seconds. */
export const DEAD_AFTER_SECONDS = 15;

/**
 * The messages of a conversation by position, after marking the dead answers in it interrupted.
 *
 * @param lock holds the conversation against other writers until the transaction ends
 * @throws conversation_not_found when there is none of this id, or it is somebody else's: the two look alike
 */
export async function ownedMessages(
  db: Database,
  owner: string,
  id: string,
  { lock = false } = {},
): Promise<MessageRow[]> {
  if (!z.uuid().safeParse(id).success) throw new OndamError('conversation_not_found');
  const mine = db
    .select({ id: conversations.id })
    .from(conversations)
    .where(and(eq(conversations.id, id), eq(conversations.owner, owner)));
  const found = await (lock ? mine.for('update') : mine);
  if (found.length === 0) throw new OndamError('conversation_not_found');
  await db
    .update(messages)
    .set({ status: 'interrupted' })
    .where(
      and(
        eq(messages.conversation_id, id),
        eq(messages.status, 'streaming'),
        sql`${messages.heartbeat_at} < now() - make_interval(secs => ${DEAD_AFTER_SECONDS})`,
      ),
    );
  return db.select().from(messages).where(eq(messages.conversation_id, id)).orderBy(asc(messages.position));
}
