import { staffRoute } from '@/app/api/_http/staff';
import { readTrace } from '@/lib/insights/traces';

/** How a reply came about. */
export const GET = staffRoute<{ message_id: string }>('trace.read', async ({ params, db }) =>
  readTrace(db, params.message_id),
);
