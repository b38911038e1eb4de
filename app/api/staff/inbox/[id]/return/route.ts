import { staffRoute } from '@/app/api/_http/staff';
import { returnToBot } from '@/lib/conversations/agent';

/** Gives a conversation back to the bot. */
export const POST = staffRoute<{ id: string }>('inbox.use', ({ db, signed, params }) =>
  returnToBot(db, signed, params.id),
);
