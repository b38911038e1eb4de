import { staffRoute } from '@/app/api/_http/staff';
import { readForAgent } from '@/lib/conversations/inbox';

/** One conversation that came to a person. */
export const GET = staffRoute<{ id: string }>('inbox.use', ({ db, signed, params }) =>
  readForAgent(db, signed.id, params.id),
);
