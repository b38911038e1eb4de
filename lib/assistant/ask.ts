import { eq } from 'drizzle-orm';
import { answer } from '@/lib/answer/answer';
import type { AnswerEvent, ChatEvent } from '@/lib/answer/events';
import type { ChatRequest } from '@/lib/answer/request';
import type { Database } from '@/lib/db/connection';
import { conversations } from '@/lib/db/schema';
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
    return withEvidence(events, () => lastEvidence(db, notes, owner, conversation_id));
  } catch (thrown) {
    // A refused question leaves no trace.
    if (!request.conversation_id) await db.delete(conversations).where(eq(conversations.id, conversation_id));
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

async function* withEvidence(
  events: AsyncIterable<AnswerEvent>,
  read: () => Promise<Evidence>,
): AsyncGenerator<StaffAnswerEvent> {
  for await (const event of events) {
    if (event.type === 'done') yield { type: 'evidence', evidence: await read() };
    yield event;
    if (event.type === 'status' && event.state === 'searching') {
      yield { type: 'evidence', evidence: await read() };
    }
  }
}
