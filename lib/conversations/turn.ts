import { randomUUID } from 'node:crypto';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { ChatSampling } from '@/lib/answer/sampling';
import type { Database } from '@/lib/db/connection';
import { conversations, type MessageRow, messages } from '@/lib/db/schema';
import { OndamError } from '@/lib/errors';
import type { Message } from '@/model/prompt';
import { ownedMessages } from './read';
import { history, thread } from './thread';

/** A new question, or the wish for another answer to the last one. */
export type Asked =
  | { conversation_id?: string; text: string }
  | { conversation_id: string; regenerate: true };

/** One question and the answer being written to it. */
export interface Turn {
  conversation_id: string;
  question_id: string;
  answer_id: string;
  /** Whether the question came with this turn: then it goes if the turn is withdrawn. */
  asked: boolean;
}

/**
 * What is asked, and the turns before it as the model reads them.
 *
 * @throws as `openTurn`
 */
export async function recall(
  db: Database,
  owner: string,
  asked: Asked,
): Promise<{ question: string; history: Message[] }> {
  const rows = asked.conversation_id ? await ownedMessages(db, owner, asked.conversation_id) : [];
  const { again, earlier } = placeOf(asked, rows);
  return { question: 'text' in asked ? asked.text : (again?.text ?? ''), history: history(earlier) };
}

/**
 * Stores the question, and an empty answer that is being written.
 *
 * @param question the new question in its clean form, and what was masked in it
 * @throws conversation_not_found; answer_in_progress while another answer of the conversation is written;
 *   nothing_to_regenerate when nothing has been asked yet
 */
export async function openTurn(
  db: Database,
  owner: string,
  asked: Asked,
  { text, masked }: { text: string; masked: string[] },
  sampling: ChatSampling,
): Promise<Turn> {
  return db.transaction(async (tx) => {
    const rows = asked.conversation_id
      ? await ownedMessages(tx, owner, asked.conversation_id, { lock: true })
      : [];
    const { again } = placeOf(asked, rows);
    const conversation_id = asked.conversation_id ?? randomUUID();
    if (!asked.conversation_id) await tx.insert(conversations).values({ id: conversation_id, owner });

    const question_id = again?.id ?? randomUUID();
    const answer_id = randomUUID();
    const position = (rows.at(-1)?.position ?? -1) + 1;
    const added: (typeof messages.$inferInsert)[] = [
      { id: question_id, conversation_id, position, role: 'user', text, masked, status: 'complete' },
      {
        id: answer_id,
        conversation_id,
        position: position + 1,
        role: 'assistant',
        reply_to: question_id,
        text: '',
        sampling,
        status: 'streaming',
      },
    ];
    await tx.insert(messages).values(again ? added.slice(1) : added);
    return { conversation_id, question_id, answer_id, asked: !again };
  });
}

/** Where in a conversation a turn goes: the question to answer again, if any, and the turns before. */
function placeOf(asked: Asked, rows: MessageRow[]): { again?: MessageRow; earlier: MessageRow[] } {
  if (rows.some((row) => row.status === 'streaming')) throw new OndamError('answer_in_progress');
  const shown = thread(rows);
  if ('text' in asked) return { earlier: shown };
  const last = shown.findLastIndex((row) => row.role === 'user');
  if (last < 0) throw new OndamError('nothing_to_regenerate');
  return { again: shown[last], earlier: shown.slice(0, last) };
}

/** Keeps what has been written so far, and says that the answer is alive; after its last word, nothing. */
export async function saveProgress(db: Database, turn: Turn, text: string): Promise<void> {
  await db
    .update(messages)
    .set({ text: storable(text), heartbeat_at: sql`now()` })
    .where(and(eq(messages.id, turn.answer_id), eq(messages.status, 'streaming')));
}

/** The last word on an answer. */
export async function closeTurn(
  db: Database,
  turn: Turn,
  answer: Pick<MessageRow, 'text' | 'status' | 'finish_reason' | 'timings'> &
    Partial<Pick<MessageRow, 'action' | 'citations' | 'options' | 'trace'>>,
): Promise<void> {
  await db
    .update(messages)
    .set({ ...answer, text: storable(answer.text) })
    .where(eq(messages.id, turn.answer_id));
}

/** Takes back a turn that failed before its first word, as if it had not been asked: it can be sent again. */
export async function withdrawTurn(db: Database, turn: Turn): Promise<void> {
  const ids = turn.asked ? [turn.answer_id, turn.question_id] : [turn.answer_id];
  await db.delete(messages).where(inArray(messages.id, ids));
}

/** PostgreSQL's text holds every character but NUL, and a model of bytes can write one. */
function storable(text: string): string {
  return text.replaceAll('\0', '');
}
