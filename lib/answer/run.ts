import type { Changes } from '@/lib/db/changes';
import { answer } from './answer';
import type { AnswerEvent } from './events';
import type { ChatRequest } from './request';

/**
 * An answer that outlives the request which asked for it. Whoever asked may leave and come back; it ends early only
 * when it is told to stop (`stopAnswers`), by whichever process, or when its customer leaves while it still waits for
 * the model.
 *
 * @param leaving fires when the customer's connection closes
 * @throws as `answer`
 */
export async function runAnswer(
  request: ChatRequest,
  owner: string,
  { changes, ...parts }: Parameters<typeof answer>[2] & { changes: Changes },
  leaving: AbortSignal,
): Promise<AsyncGenerator<AnswerEvent>> {
  const ending = new AbortController();
  const end = () => ending.abort();
  leaving.addEventListener('abort', end);
  try {
    return stoppable(await answer(request, owner, parts, ending.signal), changes, end);
  } finally {
    leaving.removeEventListener('abort', end);
  }
}

async function* stoppable(
  events: AsyncGenerator<AnswerEvent>,
  changes: Changes,
  end: () => void,
): AsyncGenerator<AnswerEvent> {
  let off: (() => void) | undefined;
  try {
    for await (const event of events) {
      if (event.type === 'status') off ??= changes.on(`stop:${event.message_id}`, end);
      yield event;
    }
  } finally {
    off?.();
  }
}
