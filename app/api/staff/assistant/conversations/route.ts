import { staffRoute } from '@/app/api/_http/staff';
import { listConversations } from '@/lib/conversations/read';

/** One's own conversations with the assistant, the newest first. */
export const GET = staffRoute('assistant.use', async ({ signed, db }) => ({
  conversations: await listConversations(db, signed.id, 'staff'),
}));
