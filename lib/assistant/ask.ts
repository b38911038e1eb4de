import { and, eq, notExists } from 'drizzle-orm';
import { answer } from '@/lib/answer/answer';
import type { AnswerEvent, ChatEvent } from '@/lib/answer/events';
import type { ChatRequest } from '@/lib/answer/request';
import type { Database } from '@/lib/db/connection';
import { conversations, messages } from '@/lib/db/schema';
import type { StaffNotes } from './notes';
import { type Evidence, lastEvidence } from './turns';

/** What a question of staff gives: the customers' answer as it is made, and beside it what staff alone see. */
export type StaffAnswerEvent = AnswerEvent | { type: 'evidence'; evidence: Evidence };

/** What the page receives. */
export type AssistantEvent = ChatEvent | Extract<StaffAnswerEvent, { type: 'evidence' }>;

/**
 * Answers somebody of the bank: by the customers' pipeline, and from the staff notes, which it never mixes. Evidence
 * comes twice: notes at once, and all of it before the answer's last word.
 *
 * @param owner the person's id
 * @throws as `answer`
 */
export async function askAssistant(
  request: ChatRequest,
  owner: string,
  { notes, ...parts }: Parameters<typeof answer>[2] & { notes: StaffNotes },
  signal: AbortSignal,
): Promise<AsyncGenerator<StaffAnswerEvent>> {
  const { db } = parts;
  const conversation_id = request.conversation_id ?? (await begin(db, owner));
  try {
    const events = await answer(
      { ...request, conversation_id },
      owner,
      { ...parts, channel: 'staff' },
      signal,
    );
    return withEvidence(
      events,
      () => lastEvidence(db, notes, owner, conversation_id),
      () => discardEmpty(db, conversation_id),
    );
  } catch (thrown) {
    await discardEmpty(db, conversation_id);
    throw thrown;
  }
}

/** A conversation that is marked from its first moment as one without a customer in it. */
async function begin(db: Database, owner: string): Promise<string> {
  const [{ id }] = await db
    .insert(conversations)
    .values({ owner, channel: 'staff' })
    .returning({ id: conversations.id });
  return id;
}

/** A question that was refused, or stopped before its answer's first word, leaves no trace. */
async function discardEmpty(db: Database, id: string): Promise<void> {
  const said = db.select({ id: messages.id }).from(messages).where(eq(messages.conversation_id, id));
  await db.delete(conversations).where(and(eq(conversations.id, id), notExists(said)));
}

async function* withEvidence(
  events: AsyncIterable<AnswerEvent>,
  read: () => Promise<Evidence>,
  discard: () => Promise<void>,
): AsyncGenerator<StaffAnswerEvent> {
  for await (const event of events) {
    if (event.type === 'done') yield { type: 'evidence', evidence: await read() };
    if (event.type === 'withdrawn') await discard();
    yield event;
    if (event.type === 'status' && event.state === 'searching') {
      yield { type: 'evidence', evidence: await read() };
    }
  }
}
