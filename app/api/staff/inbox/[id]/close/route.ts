import { z } from 'zod';
import { readBody, staffRoute } from '@/app/api/_http/staff';
import { close } from '@/lib/conversations/agent';
import { CLOSINGS } from '@/lib/conversations/closings';

const bodySchema = z.strictObject({ outcome: z.enum(CLOSINGS) });

/** Ends the agent's part of a conversation. */
export const POST = staffRoute<{ id: string }>('inbox.use', async ({ request, db, signed, params }) => {
  const { outcome } = await readBody(request, bodySchema);
  await close(db, signed, params.id, outcome);
});
