import { eq, inArray, sql } from 'drizzle-orm';
import type { ChatSampling } from '@/lib/answer/sampling';
import type { Database } from '@/lib/db/connection';
import { conversations, type MessageRow, messages } from '@/lib/db/schema';
import { OndamError } from '@/lib/errors';
import type { Message } from '@/model/prompt';
import { ownedMessages } from './read';
import { history, thread } from './thread';

/** A new question, or the wish for another answer to the last one. */
export type Asked =
  | { conversationId?: string; text: string; regenerate?: undefined }
  | { conversationId: string; regenerate: true; text?: undefined };

/** One question and the answer being written to it. */
export interface Turn {
  conversationId: string;
  questionId: string;
  answerId: string;
  /** Whether the question came with this turn: then it goes if the turn is withdrawn. */
  asked: boolean;
  /** What the model is to read, the question last. */
  messages: Message[];
}

/**
 * Stores the question, and an empty answer that is being written.
 *
 * @throws conversation_not_found; answer_in_progress while another answer of the conversation is written;
 *   nothing_to_regenerate when nothing has been asked yet
 */
export async function openTurn(
  db: Database,
  owner: string,
  asked: Asked,
  sampling: ChatSampling,
): Promise<Turn> {
  return db.transaction(async (tx) => {
    let conversationId = asked.conversationId;
    let rows: MessageRow[] = [];
    if (conversationId) {
      rows = await ownedMessages(tx, owner, conversationId, { lock: true });
    } else {
      const [created] = await tx.insert(conversations).values({ owner }).returning();
      conversationId = created.id;
    }
    if (rows.some((row) => row.status === 'streaming')) throw new OndamError('answer_in_progress');

    const base = { conversation_id: conversationId };
    let shown = thread(rows);
    let position = (rows.at(-1)?.position ?? -1) + 1;
    let question: Pick<MessageRow, 'id' | 'text'> | undefined;
    if (asked.regenerate) {
      question = shown.findLast((row) => row.role === 'user');
      if (!question) throw new OndamError('nothing_to_regenerate');
      const again = question.id;
      shown = shown.filter((row) => row.id !== again && row.reply_to !== again);
    } else {
      [question] = await tx
        .insert(messages)
        .values({ ...base, position: position++, role: 'user', text: asked.text, status: 'complete' })
        .returning();
    }
    const [answer] = await tx
      .insert(messages)
      .values({
        ...base,
        position,
        role: 'assistant',
        reply_to: question.id,
        text: '',
        sampling,
        status: 'streaming',
      })
      .returning();
    return {
      conversationId,
      questionId: question.id,
      answerId: answer.id,
      asked: !asked.regenerate,
      messages: [...history(shown), { role: 'user', content: question.text }],
    };
  });
}

/** Keeps what has been written so far, and says that the answer is alive. */
export async function saveProgress(db: Database, turn: Turn, text: string): Promise<void> {
  await db
    .update(messages)
    .set({ text: storable(text), heartbeat_at: sql`now()` })
    .where(eq(messages.id, turn.answerId));
}

/** The last word on an answer. */
export async function closeTurn(
  db: Database,
  turn: Turn,
  answer: Pick<MessageRow, 'text' | 'status' | 'finish_reason' | 'timings'>,
): Promise<void> {
  await db
    .update(messages)
    .set({ ...answer, text: storable(answer.text) })
    .where(eq(messages.id, turn.answerId));
}

/** Takes back a turn that failed before its first word, as if it had not been asked: it can be sent again. */
export async function withdrawTurn(db: Database, turn: Turn): Promise<void> {
  const ids = turn.asked ? [turn.answerId, turn.questionId] : [turn.answerId];
  await db.delete(messages).where(inArray(messages.id, ids));
}

/** PostgreSQL's text holds every character but NUL, and a model of bytes can write one. */
function storable(text: string): string {
  return text.replaceAll('\0', '');
}
