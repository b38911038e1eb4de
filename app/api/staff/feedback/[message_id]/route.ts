import { readBody, staffRoute } from '@/app/api/_http/staff';
import { handleDownVote, handlingSchema } from '@/lib/insights/feedback';

/** Makes something of an answer that was marked down. */
export const POST = staffRoute<{ message_id: string }>(
  'feedback.handle',
  async ({ request, params, signed, db }) =>
    handleDownVote(db, signed, params.message_id, await readBody(request, handlingSchema)),
);
