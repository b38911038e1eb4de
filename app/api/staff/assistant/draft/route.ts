import { z } from 'zod';
import { readBody, staffRoute } from '@/app/api/_http/staff';
import { type Suggestion, suggestAnswer } from '@/lib/answer/suggest';
import { getWriter } from '@/lib/answer/writer';
import { draftReply, ownAnswer, TONES } from '@/lib/assistant/draft';
import { getKnowledge } from '@/lib/knowledge/service';
import { limit } from '@/lib/ops/limits';

/** From an answer of the assistant, or from a customer's question. */
const bodySchema = z.union([
  z.strictObject({ tone: z.enum(TONES), message_id: z.uuid() }),
  z.strictObject({ tone: z.enum(TONES), question: z.string() }),
]);

/** A draft of a reply to a customer. Nothing is stored. */
export const POST = staffRoute('assistant.use', async ({ request, db, signed }): Promise<Suggestion> => {
  const asked = await readBody(request, bodySchema);
  if ('message_id' in asked) {
    return draftReply(db, await ownAnswer(db, signed.id, asked.message_id), asked.tone);
  }
  await limit(db, 'question', signed.id);
  const [model, knowledge] = await Promise.all([getWriter(), getKnowledge()]);
  const question = { text: asked.question, history: [] };
  const answered = await suggestAnswer(question, { model, knowledge }, request.signal);
  return draftReply(db, answered, asked.tone);
});
