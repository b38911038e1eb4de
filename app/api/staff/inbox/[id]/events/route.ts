import { staffRoute } from '@/app/api/_http/staff';
import { readForAgent } from '@/lib/conversations/inbox';
import { live } from '../../live';

/** One conversation, at each change of it. */
export const GET = staffRoute<{ id: string }>('inbox.use', async (given) => {
  const { db, signed, params } = given;
  return live(given, `conversation:${params.id}`, () => readForAgent(db, signed.id, params.id));
});
