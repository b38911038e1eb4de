import { staffRoute } from '@/app/api/_http/staff';
import { release } from '@/lib/conversations/agent';

/** Puts a conversation back into the queue. */
export const POST = staffRoute<{ id: string }>('inbox.use', ({ db, signed, params }) =>
  release(db, signed, params.id),
);
