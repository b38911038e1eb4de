import { z } from 'zod';
import { readQuery, staffRoute } from '@/app/api/_http/staff';
import { today } from '@/lib/knowledge/served';
import { exportEntries, FORMATS } from '@/lib/knowledge/transfer';

const querySchema = z.object({ format: z.enum(FORMATS) });

const TYPES = { csv: 'text/csv; charset=utf-8', jsonl: 'application/jsonl; charset=utf-8' } as const;

/** Every published entry as a file. */
export const GET = staffRoute('knowledge.read', async ({ request, db }) => {
  const { format } = readQuery(request, querySchema);
  return new Response(await exportEntries(db, format), {
    headers: {
      'content-type': TYPES[format],
      'content-disposition': `attachment; filename="ondam-knowledge-${today()}.${format}"`,
      'cache-control': 'no-store',
    },
  });
});
