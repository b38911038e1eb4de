import { type Actor, record } from '@/lib/auth/audit';
import { deleteConversation } from '@/lib/conversations/read';
import type { Database } from '@/lib/db/connection';

/** Deletes one of somebody's own conversations with the assistant. @throws conversation_not_found */
export async function deleteStaffConversation(db: Database, actor: Actor, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    await deleteConversation(tx, actor.id, id);
    await record(tx, actor, 'conversation.delete', { type: 'conversation', id }, {});
  });
}
