import { readBody, staffRoute } from '@/app/api/_http/staff';
import { cannedReplySchema, changeCannedReply, deleteCannedReply } from '@/lib/conversations/canned';

export const PUT = staffRoute<{ id: string }>('inbox.use', async ({ request, db, signed, params }) =>
  changeCannedReply(db, signed, params.id, await readBody(request, cannedReplySchema)),
);

export const DELETE = staffRoute<{ id: string }>('inbox.use', ({ db, signed, params }) =>
  deleteCannedReply(db, signed, params.id),
);
