import { randomUUID } from 'node:crypto';
import { and, eq, inArray, sql } from 'drizzle-orm';
import type { ChatSampling } from '@/lib/answer/sampling';
import { announce } from '@/lib/db/changes';
import type { Database } from '@/lib/db/connection';
import { conversations, type MessageRow, messages } from '@/lib/db/schema';
import { OndamError } from '@/lib/errors';
import type { Message } from '@/model/prompt';
import { type Handler, handlingOf } from './handoff';
import { ownedMessages } from './owned';
import { history, thread } from './thread';

/** A new question, or the wish for another answer to the last one. */
export type Asked =
  | { conversation_id?: string; text: string; edit?: boolean }
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
): Promise<{ question: string; history: Message[]; handler: Handler }> {
  const { conversation_id } = asked;
  const rows = conversation_id ? await ownedMessages(db, owner, conversation_id) : [];
  const handler = conversation_id ? (await handlingOf(db, conversation_id)).handler : 'bot';
  const { again, earlier } = placeOf(asked, rows);
  const question = 'text' in asked ? asked.text : (again?.text ?? '');
  return { question, history: history(earlier), handler };
}

/**
 * Stores the question, and an empty answer that is being written.

 * @param question the new question in its clean form, and what was masked in it
 * @throws conversation_not_found; answer_in_progress while another answer of the conversation is written;
 *   nothing_to_regenerate, nothing_to_edit when nothing has been asked yet; not_bots_turn when a person has the
 *   conversation, or is to have it
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
    const { again, replaced } = placeOf(asked, rows);
    if (asked.conversation_id && (await handlingOf(tx, asked.conversation_id)).handler !== 'bot') {
      throw new OndamError('not_bots_turn');
    }
    if (replaced) await tx.delete(messages).where(inArray(messages.id, replaced));
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
    await touch(tx, conversation_id);
    return { conversation_id, question_id, answer_id, asked: !again };
  });
}

/** Says that a conversation changed: to whoever watches it, and for the order of the customer's list. */
async function touch(tx: Database, conversation_id: string): Promise<void> {
  await tx.update(conversations).set({ updated_at: sql`now()` }).where(eq(conversations.id, conversation_id));
  await announce(tx, `conversation:${conversation_id}`);
}

interface Place {
  /** The question to answer again. */
  again?: MessageRow;
  /** Ids of the question that an edited one replaces, and of its answers. */
  replaced?: string[];
  earlier: MessageRow[];
}

/** Where in a conversation a turn goes. */
function placeOf(asked: Asked, rows: MessageRow[]): Place {
  if (rows.some((row) => row.status === 'streaming')) throw new OndamError('answer_in_progress');
  const shown = thread(rows);
  if ('text' in asked && !asked.edit) return { earlier: shown };
  const last = shown.findLastIndex((row) => row.role === 'user');
  if ('text' in asked) {
    // What a person answered stays as it was asked.
    const after = shown.slice(last + 1);
    if (last < 0 || after.some(({ role }) => role === 'agent')) throw new OndamError('nothing_to_edit');
    const { id } = shown[last];
    const replaced = rows.filter((row) => row.id === id || row.reply_to === id).map((row) => row.id);
    return { replaced, earlier: shown.slice(0, last) };
  }
  if (last < 0) throw new OndamError('nothing_to_regenerate');
  return { again: shown[last], earlier: shown.slice(0, last) };
}

/** Keeps what has been written so far, and says that the answer is alive; after its last word, nothing. */
export async function saveProgress(db: Database, turn: Turn, text: string): Promise<void> {
  const changed = await db
    .update(messages)
    .set({ text: storable(text), heartbeat_at: sql`now()` })
    .where(isStreaming(turn))
    .returning({ id: messages.id });
  if (changed.length > 0 && text !== '') await announce(db, `conversation:${turn.conversation_id}`);
}

const isStreaming = ({ answer_id }: Turn) =>
  and(eq(messages.id, answer_id), eq(messages.status, 'streaming'));

/** The last word on an answer. @returns whether it was: not when it was ended before, by a person who took over */
export async function closeTurn(
  db: Database,
  turn: Turn,
  answer: Pick<MessageRow, 'text' | 'status' | 'finish_reason' | 'timings'> &
    Partial<Pick<MessageRow, 'action' | 'citations' | 'options' | 'follow_ups' | 'trace'>>,
): Promise<boolean> {
  const closed = await db
    .update(messages)
    .set({ ...answer, text: storable(answer.text) })
    .where(isStreaming(turn))
    .returning({ id: messages.id });
  await announce(db, `conversation:${turn.conversation_id}`);
  return closed.length > 0;
}

/**
 * Takes back a turn that failed before its first word, as if it had not been asked: it can be sent again. One that a
 * person took over stays.
 */
export async function withdrawTurn(db: Database, turn: Turn): Promise<void> {
  await db.transaction(async (tx) => {
    const gone = await tx.delete(messages).where(isStreaming(turn)).returning({ id: messages.id });
    if (turn.asked && gone.length > 0) await tx.delete(messages).where(eq(messages.id, turn.question_id));
  });
  await announce(db, `conversation:${turn.conversation_id}`);
}

/**
 * Ends the answer that is being written, in whichever process; what came so far is kept.
 *
 * @throws conversation_not_found
 */
export async function stopAnswers(db: Database, owner: string, conversation_id: string): Promise<void> {
  const rows = await ownedMessages(db, owner, conversation_id);
  const streaming = rows.filter(({ status }) => status === 'streaming');
  await announce(db, ...streaming.map(({ id }) => `stop:${id}` as const));
}

/** PostgreSQL's text holds every character but NUL, and a model of bytes can write one. */
function storable(text: string): string {
  return text.replaceAll('\0', '');
}
