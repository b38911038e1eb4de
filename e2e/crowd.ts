/** The server's limit for one customer while it is tested; crowds come from one address. */
export const QUESTIONS_PER_MINUTE = 60;

/** A question that one entry answers in several sentences, in other words than the entry's: the model writes. */
export const WRITTEN = '새로 만든 통장인데 하루에 백만원까지만 되는 한도를 어떻게 없애나요?';

/** Asks for a long answer, as a client that can hang up by `signal`. */
export function askAtLength(baseURL: string, signal: AbortSignal): Promise<Response> {
  const body = JSON.stringify({ text: WRITTEN, sampling: { max_tokens: 512 } });
  return fetch(`${baseURL}/api/chat`, { method: 'POST', body, signal });
}

/**
 * Other customers, each of whom asks for a long answer again as soon as the last one is there, so that ours takes long
 * enough to be stopped. The model serves sixteen at a time: with fewer others ours begins at once and is written slowly,
 * with more it waits.
 *
 * @returns when all of them have been accepted, what sends them away
 */
export async function crowd(baseURL: string, size: number): Promise<() => void> {
  const controller = new AbortController();
  const { signal } = controller;
  const keepAsking = async (response: Response) => {
    for (let current = response; !signal.aborted; current = await askAtLength(baseURL, signal)) {
      await current.text();
    }
  };
  const first = await Promise.all(Array.from({ length: size }, () => askAtLength(baseURL, signal)));
  for (const response of first) keepAsking(response).catch(() => {}); // sent away
  return () => controller.abort();
}
