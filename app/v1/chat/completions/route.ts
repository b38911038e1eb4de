import { readJson } from '@/app/api/_http/body';
import { apiRoute, wrongMethod } from '@/app/v1/_http/route';
import { chunkStream, leaving } from '@/app/v1/_http/stream';
import { completeChat, streamChat } from '@/lib/openai/chat';
import { parseRequest } from '@/lib/openai/parse';
import { chatRequestSchema } from '@/lib/openai/requests';
import { modelFor } from '@/lib/openai/served';

export const POST = apiRoute('chat', async ({ request, key }) => {
  const asked = parseRequest(chatRequestSchema, await readJson(request));
  const model = modelFor(key, asked.model, 'chat');
  const { signal, leave } = leaving(request);
  return asked.stream
    ? chunkStream(await streamChat(asked, model, signal), leave)
    : completeChat(asked, model, signal);
});

export { wrongMethod as DELETE, wrongMethod as GET, wrongMethod as PATCH, wrongMethod as PUT };
