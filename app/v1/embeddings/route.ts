import { readJson } from '@/app/api/_http/body';
import { apiRoute, wrongMethod } from '@/app/v1/_http/route';
import { embedTexts } from '@/lib/openai/embeddings';
import { parseRequest } from '@/lib/openai/parse';
import { embeddingRequestSchema } from '@/lib/openai/requests';
import { modelFor } from '@/lib/openai/served';

/** Texts come by the thousand. */
const MOST_BYTES = 2 * 1024 * 1024;

export const POST = apiRoute('embeddings', async ({ request, key }) => {
  const asked = parseRequest(embeddingRequestSchema, await readJson(request, MOST_BYTES));
  modelFor(key, asked.model, 'embeddings');
  return embedTexts(asked);
});

export { wrongMethod as DELETE, wrongMethod as GET, wrongMethod as PATCH, wrongMethod as PUT };
