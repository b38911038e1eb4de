import { z } from 'zod';
import { readBody, staffRoute } from '@/app/api/_http/staff';
import { draftFrom } from '@/lib/insights/draft';

const body = z.strictObject({ message_ids: z.array(z.uuid()).min(1).max(400) });

/** Begins an entry from questions that found no answer. */
export const POST = staffRoute('feedback.handle', async ({ request, signed, db }) => {
  const { message_ids } = await readBody(request, body);
  return { entry_id: await draftFrom(db, signed, message_ids) };
});
