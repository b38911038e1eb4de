import { inArray, lt, sql } from 'drizzle-orm';
import { record } from '@/lib/auth/audit';
import { announce } from '@/lib/db/changes';
import type { Database } from '@/lib/db/connection';
import { conversations, rate_limits, staff_sessions, staff_verifications } from '@/lib/db/schema';
import { OndamError } from '@/lib/errors';

/** Any number that no other program locks: of several servers that clean up at once, one does. */
const RETENTION_LOCK = 15_880_002;

/** Conversations that are deleted in one transaction. */
const BATCH = 500;

const ACTOR = { id: 'retention', name: 'retention' };

/**
 * Deletes what is kept no longer: conversations in which nothing was said for `days`, with their messages, traces,
 * feedback and hand-offs; and addresses in sessions and counts that have run out. Deleting again changes nothing.
 *
 * @returns how many conversations went; none while another server is at it
 */
export async function deleteExpired(db: Database, days: number): Promise<number> {
  let deleted = 0;
  for (let gone = BATCH; gone === BATCH; deleted += gone) gone = await deleteSome(db, days);
  await db.delete(rate_limits).where(lt(rate_limits.expire, sql`now()`));
  await db.delete(staff_sessions).where(lt(staff_sessions.expiresAt, sql`now()`));
  await db.delete(staff_verifications).where(lt(staff_verifications.expiresAt, sql`now()`));
  return deleted;
}

async function deleteSome(db: Database, days: number): Promise<number> {
  return db.transaction(async (tx) => {
    const [{ locked }] = await tx
      .select({ locked: sql<boolean>`pg_try_advisory_xact_lock(${RETENTION_LOCK})` })
      .from(sql`(select) as once`);
    if (!locked) return 0;
    const expired = tx
      .select({ id: conversations.id })
      .from(conversations)
      .where(lt(conversations.updated_at, sql`now() - make_interval(days => ${days})`))
      .limit(BATCH);
    const gone = await tx
      .delete(conversations)
      .where(inArray(conversations.id, expired))
      .returning({ id: conversations.id });
    if (gone.length > 0) {
      const subject = { type: 'conversation', id: `${days}d` };
      await record(tx, ACTOR, 'conversation.expire', subject, { after: { count: gone.length } });
      await announce(tx, 'queue');
    }
    return gone.length;
  });
}

/**
 * Deletes one conversation, as its customer asked of the bank.
 *
 * @throws conversation_not_found
 */
export async function eraseConversation(db: Database, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const gone = await tx
      .delete(conversations)
      .where(sql`${conversations.id}::text = ${id}`)
      .returning({ id: conversations.id });
    if (gone.length === 0) throw new OndamError('conversation_not_found');
    await record(tx, ACTOR, 'conversation.erase', { type: 'conversation', id }, {});
    await announce(tx, 'queue', `conversation:${id}`);
  });
}
