import { readBody, staffRoute } from '@/app/api/_http/staff';
import { addCannedReply, cannedReplySchema, listCannedReplies } from '@/lib/conversations/canned';

export const GET = staffRoute('inbox.use', ({ db }) => listCannedReplies(db));

export const POST = staffRoute('inbox.use', async ({ request, db, signed }) =>
  addCannedReply(db, signed, await readBody(request, cannedReplySchema)),
);
