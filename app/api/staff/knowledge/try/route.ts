import { z } from 'zod';
import { readBody, staffRoute } from '@/app/api/_http/staff';
import { getKnowledge } from '@/lib/knowledge/service';
import { tryQuestion } from '@/lib/knowledge/try';

const bodySchema = z.strictObject({ text: z.string().trim().min(1).max(500) });

/** What a customer's question would find. */
export const POST = staffRoute('knowledge.read', async ({ request }) => {
  const { text } = await readBody(request, bodySchema);
  return tryQuestion(await getKnowledge(), text);
});
