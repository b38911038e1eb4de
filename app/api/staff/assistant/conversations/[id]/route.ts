import { staffRoute } from '@/app/api/_http/staff';
import { deleteStaffConversation } from '@/lib/assistant/conversations';

/** Deletes one of one's own conversations with the assistant. */
export const DELETE = staffRoute<{ id: string }>('assistant.use', async ({ params, signed, db }) =>
  deleteStaffConversation(db, signed, params.id),
);
