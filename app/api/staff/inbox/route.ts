import { staffRoute } from '@/app/api/_http/staff';
import { listInbox } from '@/lib/conversations/inbox';

/** Every conversation that waits, is with somebody, or ended lately. */
export const GET = staffRoute('inbox.use', ({ db, signed }) => listInbox(db, signed.id));
