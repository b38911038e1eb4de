import { z } from 'zod';
import { readQuery, staffRoute } from '@/app/api/_http/staff';
import { requestLocale } from '@/app/locale';
import { insightsWords } from '@/lib/i18n/staff/insights';
import { dailyCsv, dailyOf } from '@/lib/insights/daily';
import { periodSchema } from '@/lib/insights/period';
import { insightsOf } from '@/lib/insights/summary';

const query = z.object({ days: periodSchema, format: z.enum(['json', 'csv']).default('json') });

/** How the assistant did in a period; as CSV, its daily table. */
export const GET = staffRoute('insights.read', async ({ request, db }) => {
  const { days, format } = readQuery(request, query);
  if (format === 'json') return insightsOf(db, days);
  const { columns, kinds } = insightsWords[await requestLocale()];
  return new Response(dailyCsv(await dailyOf(db, days), { ...columns, ...kinds }), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="ondam-daily-${days}.csv"`,
      'cache-control': 'no-store',
    },
  });
});
