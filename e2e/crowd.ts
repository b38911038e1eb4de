import type { APIRequestContext } from '@playwright/test';

const LONG = { temperature: 2, top_k: 0, top_p: 1, min_p: 0, repetition_penalty: 1, max_tokens: 512 };

/**
 * Other customers, each with a long answer under way, so that ours takes long enough to be stopped. Resolves
 * when all of theirs have ended.
 */
export function crowd(request: APIRequestContext, size: number): Promise<unknown> {
  const answers = Array.from({ length: size }, () =>
    request.post('/api/chat', { data: { text: '은행의 역사를 길게 이야기해 주세요.', sampling: LONG } }),
  );
  return Promise.all(answers);
}
