import type { ErrorBody } from '@/lib/i18n';

/** What the server said is wrong, in the person's language. */
export class ApiError extends Error {
  /** @param details all that came with the error */
  constructor(
    readonly body: ErrorBody,
    readonly details?: unknown,
  ) {
    super(body.message);
  }
}

/**
 * Calls one of our routes and gives its JSON. A file is sent as it is. Somebody whose session ended is sent to sign in.
 *
 * @throws ApiError when the server says why not; TypeError when it cannot be reached
 */
export async function callApi<T = void>(method: string, path: string, body?: unknown): Promise<T> {
  const response = await fetch(path, {
    method,
    ...(body !== undefined &&
      (body instanceof Blob
        ? { body }
        : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })),
  });
  if (response.ok) return response.status === 204 ? (undefined as T) : response.json();
  const told: { error: ErrorBody } | undefined = await response.json().catch(() => undefined);
  if (!told) throw new TypeError(`HTTP ${response.status}`);
  if (told.error.code === 'not_signed_in') window.location.assign('/staff/sign-in');
  throw new ApiError(told.error, told);
}

/** A thrown value in words for the person. */
export function messageOf(thrown: unknown, offline: string): string {
  return thrown instanceof ApiError ? thrown.body.message : offline;
}
