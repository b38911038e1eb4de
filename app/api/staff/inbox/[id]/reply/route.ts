import { z } from 'zod';
import { readBody, staffRoute } from '@/app/api/_http/staff';
import { reply } from '@/lib/conversations/agent';

const bodySchema = z.strictObject({ text: z.string() });

/** Says something to the customer. */
export const POST = staffRoute<{ id: string }>('inbox.use', async ({ request, db, signed, params }) => {
  const { text } = await readBody(request, bodySchema);
  await reply(db, signed, params.id, text);
});
