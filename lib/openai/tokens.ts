import type { Tokenizer } from '@/model/tokenizer';
import { ApiError } from './errors';

/** @throws ApiError invalid_value for an id that is no token of the model's */
export function checkTokens(param: string, ids: Iterable<number>, { vocab_size }: Tokenizer): void {
  for (const id of ids) {
    if (id < vocab_size) continue;
    const message = `Invalid '${param}': token ${id} is outside the vocabulary of ${vocab_size}.`;
    throw new ApiError(400, 'invalid_value', message, { param });
  }
}
