import { type ApiKey, findApiKey } from '@/lib/auth/api-keys';
import type { ApiScope } from '@/lib/auth/api-scopes';
import { type Database, getDatabase } from '@/lib/db/connection';
import { ApiError, asApiError } from '@/lib/openai/errors';
import { limit } from '@/lib/ops/limits';
import { log } from '@/lib/ops/log';

/** What a route of the OpenAI-compatible API works with. */
export interface ApiRequest<Params> {
  request: Request;
  params: Params;
  key: ApiKey;
}

/**
 * A route for who shows a key that may do this. What the handler gives is sent as JSON, unless it is a response already;
 * what it throws is told in OpenAI's shape.
 *
 * @param scope what the key must be for; undefined: any key will do
 */
export function apiRoute<Params = object>(
  scope: ApiScope | undefined,
  handle: (given: ApiRequest<Params>) => Promise<unknown>,
) {
  return async (request: Request, { params }: { params: Promise<Params> }): Promise<Response> => {
    const headers: Record<string, string> = { 'cache-control': 'no-store' };
    try {
      const db = await getDatabase();
      const key = await keyOf(db, request, scope);
      const { remaining, reset } = await limit(db, 'api_key', key.id, key.requests_per_minute);
      headers['x-ratelimit-limit-requests'] = String(key.requests_per_minute);
      headers['x-ratelimit-remaining-requests'] = String(remaining);
      headers['x-ratelimit-reset-requests'] = `${reset}s`;
      const result = await handle({ request, params: await params, key });
      const response = result instanceof Response ? result : Response.json(result);
      for (const [name, value] of Object.entries(headers)) {
        if (!response.headers.has(name)) response.headers.set(name, value);
      }
      return response;
    } catch (thrown) {
      return failure(thrown, headers);
    }
  };
}

/** A method that an address does not know, told as the rest is. */
export const wrongMethod = apiRoute(undefined, async ({ request }) => {
  throw new ApiError(405, 'method_not_allowed', `${request.method} is not allowed here.`);
});

/** @throws ApiError invalid_api_key, missing_scope */
async function keyOf(db: Database, request: Request, scope: ApiScope | undefined): Promise<ApiKey> {
  const [, shown] = /^Bearer +(\S{1,200})$/i.exec(request.headers.get('authorization') ?? '') ?? [];
  const key = shown && (await findApiKey(db, shown));
  if (!key) {
    const message = shown
      ? 'Incorrect API key provided. Keys are issued in the staff console, under API keys.'
      : "You didn't provide an API key. Send it as 'Authorization: Bearer YOUR_KEY'.";
    throw new ApiError(401, 'invalid_api_key', message);
  }
  if (scope && !key.scopes.includes(scope)) {
    throw new ApiError(403, 'missing_scope', `This API key may not be used for ${scope}.`);
  }
  return key;
}

/** A thrown value as its response; what is our own fault goes to the log with its cause. */
function failure(thrown: unknown, headers: Record<string, string>): Response {
  const error = asApiError(thrown);
  if (error.status >= 500) log.error({ err: error.cause }, error.code ?? undefined);
  const retry = error.retry_after && { 'retry-after': String(error.retry_after) };
  return Response.json(error.body, { status: error.status, headers: { ...headers, ...retry } });
}
