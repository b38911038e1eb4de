import { apiRoute } from '@/app/v1/_http/route';
import { ApiError } from '@/lib/openai/errors';

/** What this API does not have. */
const none = apiRoute(undefined, async ({ request }) => {
  const { pathname } = new URL(request.url);
  throw new ApiError(404, 'unknown_url', `Unknown request URL: ${request.method} ${pathname}.`);
});

export { none as DELETE, none as GET, none as PATCH, none as POST, none as PUT };
