import { customerRoute } from '@/app/api/_http/customer';
import { eventStream } from '@/app/api/_http/event-stream';
import { told } from '@/app/api/_http/failure';
import { type Conversation, readConversation } from '@/lib/conversations/read';
import { getChanges } from '@/lib/db/changes';
import type { ErrorBody } from '@/lib/i18n';

/** The conversation as it now stands, nothing new since, or why there is no more. */
export type ConversationEvent =
  | { type: 'conversation'; conversation: Conversation }
  | { type: 'unchanged' }
  | { type: 'error'; error: ErrorBody };

/** How long it is silent at most: places in the queue change with what happens to other conversations. */
const TICK_MS = 5000;

/** The conversation at once and after each change: an answer begun elsewhere, what a person says, who has it. */
export const GET = customerRoute(async ({ request, db, owner, id, words }) => {
  const first = await readConversation(db, owner, id);
  const changes = await getChanges();
  async function* events(): AsyncGenerator<ConversationEvent> {
    let last = '';
    let conversation = first;
    for await (const _ of changes.watch(`conversation:${id}`, request.signal, TICK_MS)) {
      if (last !== '') conversation = await readConversation(db, owner, id);
      const now = JSON.stringify(conversation);
      yield now === last ? { type: 'unchanged' } : { type: 'conversation', conversation };
      last = now;
    }
  }
  return eventStream<ConversationEvent>(events(), (thrown) => ({
    type: 'error',
    error: told(thrown, words),
  }));
});
