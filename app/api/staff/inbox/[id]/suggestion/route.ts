import { staffRoute } from '@/app/api/_http/staff';
import { suggestReply } from '@/lib/answer/suggest';
import { getWriter } from '@/lib/answer/writer';
import { rowsForAgent } from '@/lib/conversations/inbox';
import { getKnowledge } from '@/lib/knowledge/service';

/** A draft of a reply to the customer's last question. */
export const POST = staffRoute<{ id: string }>('inbox.use', async ({ request, db, params }) => {
  const rows = await rowsForAgent(db, params.id);
  const [model, knowledge] = await Promise.all([getWriter(), getKnowledge()]);
  return suggestReply(rows, { model, knowledge }, request.signal);
});
