const headers = { 'cache-control': 'no-store' };

/** What a handler gave, as its response: JSON, nothing for undefined, or the response that it is already. */
export function respond(result: unknown): Response {
  if (result instanceof Response) return result;
  return result === undefined
    ? new Response(null, { status: 204, headers })
    : Response.json(result, { headers });
}
