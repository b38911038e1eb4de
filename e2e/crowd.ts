/** The most random wording there is: an answer that goes on to its longest length. */
export const RAMBLING = { temperature: 2, top_k: 0, top_p: 1, min_p: 0, max_tokens: 512 };

/** Asks for a long answer, as a client that can hang up by `signal`. */
export function askAtLength(baseURL: string, signal: AbortSignal): Promise<Response> {
  const body = JSON.stringify({ text: '은행의 역사를 길게 이야기해 주세요.', sampling: RAMBLING });
  return fetch(`${baseURL}/api/chat`, { method: 'POST', body, signal });
}

/**
 * Other customers with long answers under way, so that ours takes long enough to be stopped. The model serves
 * four at a time: with fewer others ours begins at once and is written slowly, with more it waits.
 *
 * @returns when all of theirs have been accepted, what sends them away
 */
export async function crowd(baseURL: string, size: number): Promise<() => void> {
  const controller = new AbortController();
  const responses = await Promise.all(
    Array.from({ length: size }, () => askAtLength(baseURL, controller.signal)),
  );
  for (const response of responses) response.text().catch(() => {}); // sent away
  return () => controller.abort();
}
