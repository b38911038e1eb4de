import { z } from 'zod';
import { readQuery, staffRoute } from '@/app/api/_http/staff';
import { periodSchema } from '@/lib/insights/period';
import { keeping, unansweredClusters } from '@/lib/insights/unanswered';
import { getEncoder, getKnowledge } from '@/lib/knowledge/service';

const embed = keeping(async (texts) => (await getEncoder()).embed(texts));

/** What customers asked in a period without getting help, by subject. */
export const GET = staffRoute('insights.read', async ({ request, db }) => {
  const { days } = readQuery(request, z.object({ days: periodSchema }));
  return unansweredClusters(db, days, embed, await getKnowledge());
});
