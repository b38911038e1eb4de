import { readQuery, staffRoute } from '@/app/api/_http/staff';
import { listTraces, traceQuerySchema } from '@/lib/insights/traces';

/** The newest replies to customers. */
export const GET = staffRoute('trace.read', async ({ request, db }) =>
  listTraces(db, readQuery(request, traceQuerySchema)),
);
