import { readJson } from '@/app/api/_http/body';
import { apiRoute, wrongMethod } from '@/app/v1/_http/route';
import { chunkStream, leaving } from '@/app/v1/_http/stream';
import { completeText, streamText } from '@/lib/openai/completions';
import { parseRequest } from '@/lib/openai/parse';
import { completionRequestSchema } from '@/lib/openai/requests';
import { modelFor } from '@/lib/openai/served';

export const POST = apiRoute('completions', async ({ request, key }) => {
  const asked = parseRequest(completionRequestSchema, await readJson(request));
  const model = modelFor(key, asked.model, 'completions');
  const { signal, leave } = leaving(request);
  return asked.stream
    ? chunkStream(await streamText(asked, model, signal), leave)
    : completeText(asked, model, signal);
});

export { wrongMethod as DELETE, wrongMethod as GET, wrongMethod as PATCH, wrongMethod as PUT };
