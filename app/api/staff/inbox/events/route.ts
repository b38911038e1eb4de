import { staffRoute } from '@/app/api/_http/staff';
import { listInbox } from '@/lib/conversations/inbox';
import { live } from '../live';

/** The inbox, at each change of it. */
export const GET = staffRoute('inbox.use', async (given) =>
  live(given, 'queue', () => listInbox(given.db, given.signed.id)),
);
