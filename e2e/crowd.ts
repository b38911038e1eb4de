/** A question that one entry answers in several sentences, in other words than the entry's: the model writes. */
export const WRITTEN = '새로 만든 통장인데 하루에 백만원까지만 되는 한도를 어떻게 없애나요?';

/** Asks for a long answer, as a client that can hang up by `signal`. */
export function askAtLength(baseURL: string, signal: AbortSignal): Promise<Response> {
  const body = JSON.stringify({ text: WRITTEN, sampling: { max_tokens: 512 } });
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
