import { z } from 'zod';
import { readBody, staffRoute } from '@/app/api/_http/staff';
import { MAX_QUESTION_CHARACTERS } from '@/lib/answer/text';
import { type CheckedText, checkText } from '@/lib/assistant/check';

const bodySchema = z.strictObject({
  /** In UTF-16, where a character takes two units at most. */
  text: z.string().max(2 * MAX_QUESTION_CHARACTERS),
  citations: z.array(z.strictObject({ id: z.string().max(60), version: z.int().min(1) })).max(5),
});

/** Checks a text against entries, line by line. Nothing is stored. */
export const POST = staffRoute('assistant.use', async ({ request, db }): Promise<CheckedText> => {
  const { text, citations } = await readBody(request, bodySchema);
  return checkText(db, text, citations);
});
