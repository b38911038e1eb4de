import { z } from 'zod';
import { readBody, staffRoute } from '@/app/api/_http/staff';
import { entrySchema } from '@/lib/knowledge/entry';
import { getKnowledge } from '@/lib/knowledge/service';
import { warningsOf } from '@/lib/knowledge/similar';

const { question, variants, answer } = entrySchema.shape;
/** A draft may be checked before it has an id. */
const bodySchema = z.strictObject({ id: z.string().max(60), question, variants, answer });

/** Published entries that a draft repeats or contradicts. */
export const POST = staffRoute('knowledge.read', async ({ request }) => {
  const draft = await readBody(request, bodySchema);
  return { warnings: await warningsOf(draft, await getKnowledge()) };
});
