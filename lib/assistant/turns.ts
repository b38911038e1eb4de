import type { Trace } from '@/lib/answer/citation';
import { ownedMessages } from '@/lib/conversations/owned';
import { type ConversationMessage, emergencyOf, plainMessage } from '@/lib/conversations/read';
import { thread } from '@/lib/conversations/thread';
import type { Database } from '@/lib/db/connection';
import type { MessageRow } from '@/lib/db/schema';
import type { StaffNote, StaffNotes } from './notes';

/** How an answer came about, as staff see it: each hit with what its entry answers. */
export type StaffTrace = Pick<Trace, 'confidence' | 'outside' | 'intent' | 'wording' | 'ms'> & {
  hits: (NonNullable<Trace['hits']>[number] & { question: string })[];
};

/** What staff see beside an answer, and a customer never. */
export interface Evidence {
  notes: StaffNote[];
  /** Absent until the answer has ended. */
  trace?: StaffTrace;
}

/** A question that somebody of the bank asked, and what came of it. */
export interface StaffTurn {
  question: string;
  masked: string[];
  answer?: ConversationMessage;
  evidence: Evidence;
}

/**
 * A conversation with the assistant, as its owner sees it.
 *
 * @throws conversation_not_found
 */
export async function readTurns(
  db: Database,
  notes: StaffNotes,
  owner: string,
  id: string,
): Promise<StaffTurn[]> {
  const turns = pairsOf(thread(await ownedMessages(db, owner, id)));
  return Promise.all(
    turns.map(async (turn) => ({
      question: turn.question.text,
      masked: turn.question.masked ?? [],
      answer: turn.answer && shown(turn.answer),
      evidence: await evidenceOf(notes, turn),
    })),
  );
}

/** What staff see beside the newest answer of a conversation, which may still be written. */
export async function lastEvidence(
  db: Database,
  notes: StaffNotes,
  owner: string,
  id: string,
): Promise<Evidence> {
  const last = pairsOf(thread(await ownedMessages(db, owner, id))).at(-1);
  return last ? evidenceOf(notes, last) : { notes: [] };
}

interface Pair {
  question: MessageRow;
  answer?: MessageRow;
  /** The question before. */
  before?: string;
}

function pairsOf(rows: readonly MessageRow[]): Pair[] {
  const questions = rows.filter(({ role }) => role === 'user');
  return questions.map((question, i) => ({
    question,
    answer: rows.find(({ reply_to }) => reply_to === question.id),
    before: questions[i - 1]?.text,
  }));
}

async function evidenceOf(notes: StaffNotes, { question, answer, before }: Pair): Promise<Evidence> {
  const cited = answer?.citations?.map(({ id }) => id);
  const found = await notes.find(question.text, { cited, before });
  if (!answer?.trace) return { notes: found };
  const { confidence, outside, intent, wording, ms, hits = [] } = answer.trace;
  const named = hits.map((hit) => ({ ...hit, question: notes.questionOf(hit.id) ?? '' }));
  return { notes: found, trace: { confidence, outside, intent, wording, ms, hits: named } };
}

const shown = (row: MessageRow): ConversationMessage => {
  const { id, role, text, sampling, finish_reason, timings, status, action, citations, options } = row;
  const given = { id, role, text, sampling, finish_reason, timings, status, action, citations, options };
  return { ...plainMessage(given), follow_ups: row.follow_ups, emergency: emergencyOf(row.trace) };
};
