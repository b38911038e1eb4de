import { z } from 'zod';
import { readQuery, staffRoute } from '@/app/api/_http/staff';
import { casesJsonl, evaluationCases } from '@/lib/insights/cases';

const query = z.object({ format: z.enum(['json', 'jsonl']).default('json') });

/** The questions that later versions must answer right; as JSON Lines, in the form of data/eval. */
export const GET = staffRoute('insights.read', async ({ request, db }) => {
  const { format } = readQuery(request, query);
  const cases = await evaluationCases(db);
  if (format === 'json') return cases;
  return new Response(casesJsonl(cases), {
    headers: {
      'content-type': 'application/x-ndjson; charset=utf-8',
      'content-disposition': 'attachment; filename="ondam-cases.jsonl"',
      'cache-control': 'no-store',
    },
  });
});
