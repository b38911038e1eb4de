import { OndamError } from '@/lib/errors';

/** Room for the longest question in any escaping, many times over. */
export const MAX_BODY_BYTES = 256 * 1024;
/** A client that is still sending may not hear an answer: up to here the rest is read and thrown away. */
const GIVE_UP_BYTES = 4 * 1024 * 1024;

/**
 * A request's body, never holding more of it than the limit.
 *
 * @throws body_too_large
 */
export async function readBytes(request: Request, most: number): Promise<Buffer> {
  const reader = request.body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (size <= Math.max(most, GIVE_UP_BYTES)) {
    const chunk = (await reader?.read())?.value;
    if (!chunk) break;
    size += chunk.byteLength;
    if (size <= most) chunks.push(chunk);
  }
  if (size > most) throw new OndamError('body_too_large');
  return Buffer.concat(chunks);
}

/**
 * A request's body as JSON.
 *
 * @throws body_too_large, malformed_json (UTF-8 that is none counts as that)
 */
export const readJson = async (request: Request, most = MAX_BODY_BYTES): Promise<unknown> =>
  parseJson(await readBytes(request, most));

/** @throws malformed_json */
export function parseJson(bytes: Uint8Array | string): unknown {
  try {
    return JSON.parse(
      typeof bytes === 'string' ? bytes : new TextDecoder('utf-8', { fatal: true }).decode(bytes),
    );
  } catch (cause) {
    throw new OndamError('malformed_json', { cause });
  }
}
