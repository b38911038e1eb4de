import { readJson } from '@/app/api/_http/body';
import { eventStream } from '@/app/api/_http/event-stream';
import { told } from '@/app/api/_http/failure';
import { staffRoute } from '@/app/api/_http/staff';
import { parseChatRequest } from '@/lib/answer/request';
import { getWriter } from '@/lib/answer/writer';
import { type AssistantEvent, askAssistant } from '@/lib/assistant/ask';
import { getStaffNotes } from '@/lib/assistant/notes';
import { getKnowledge } from '@/lib/knowledge/service';
import { limit } from '@/lib/ops/limits';

/** A question in, its answer out as a stream of AssistantEvent. Closing the connection stops the answer. */
export const POST = staffRoute('assistant.use', async ({ request, db, signed, words }) => {
  const asked = parseChatRequest(await readJson(request));
  await limit(db, 'question', signed.id);
  const [model, knowledge, notes] = await Promise.all([getWriter(), getKnowledge(), getStaffNotes()]);
  const events = await askAssistant(asked, signed.id, { db, model, knowledge, notes }, request.signal);
  return eventStream<AssistantEvent>(events, (thrown) => ({ type: 'error', error: told(thrown, words) }));
});
