import { customerRoute } from '@/app/api/_http/customer';
import { readBody } from '@/app/api/_http/staff';
import { feedbackSchema, giveFeedback } from '@/lib/conversations/feedback';

/** What the customer thinks of an answer. */
export const PUT = customerRoute(async ({ request, db, owner, id }) =>
  giveFeedback(db, owner, id, await readBody(request, feedbackSchema)),
);
