import { readBody, staffRoute } from '@/app/api/_http/staff';
import { apiKeySchema, apiKeys, issueApiKey } from '@/lib/auth/api-keys';

export const GET = staffRoute('api_keys.manage', ({ db }) => apiKeys(db));

/** Makes a key. It is told here and never again. */
export const POST = staffRoute('api_keys.manage', async ({ request, signed, db }) =>
  issueApiKey(db, signed, await readBody(request, apiKeySchema)),
);
