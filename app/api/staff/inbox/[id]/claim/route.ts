import { staffRoute } from '@/app/api/_http/staff';
import { claim } from '@/lib/conversations/agent';

/** Takes a waiting conversation. */
export const POST = staffRoute<{ id: string }>('inbox.use', ({ db, signed, params }) =>
  claim(db, signed, params.id),
);
