import { z } from 'zod';
import { labRoute } from '@/app/api/_http/lab';
import { readBody } from '@/app/api/_http/staff';
import { chatSamplingSchema } from '@/lib/answer/request';
import { getWriter } from '@/lib/answer/writer';
import { getKnowledge } from '@/lib/knowledge/service';
import { follow } from '@/lib/lab/follow';

const bodySchema = z.strictObject({ text: z.string(), sampling: chatSamplingSchema.default({}) });

/** A question in, all that the pipeline made of it out. Nothing is stored. */
export const POST = labRoute(async ({ request }) => {
  const asked = await readBody(request, bodySchema);
  const [model, knowledge] = await Promise.all([getWriter(), getKnowledge()]);
  return follow(asked, model, knowledge, request.signal);
});
