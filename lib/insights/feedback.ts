import { and, count, desc, eq } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import { record } from '@/lib/auth/audit';
import type { Database } from '@/lib/db/connection';
import { evaluation_cases, feedback, messages } from '@/lib/db/schema';
import { OndamError } from '@/lib/errors';
import type { Editor } from '@/lib/knowledge/editing';
import { expectedEntry, requireEntry } from './cases';
import { draftFrom } from './draft';
import { questionsOf } from './questions';

/** An answer that a customer marked down and nobody has looked at yet. */
export interface DownVote {
  message_id: string;
  question: string;
  answer: string;
  reason: (typeof feedback.$inferSelect)['reason'];
  comment: string;
  created_at: Date;
  /** The entries that were found for it, those that the answer cites first. */
  entries: { id: string; question: string; cited: boolean }[];
}

const MOST_SHOWN = 50;

/** What waits to be looked at, newest first, and how many there are in all. */
export async function openDownVotes(db: Database): Promise<{ total: number; votes: DownVote[] }> {
  const open = and(eq(feedback.rating, 'down'), eq(feedback.status, 'open'));
  const question = alias(messages, 'question');
  const { message_id, reason, comment, created_at } = feedback;
  const [[{ total }], rows] = await Promise.all([
    db.select({ total: count() }).from(feedback).where(open),
    db
      .select({
        vote: { message_id, reason, comment, created_at, answer: messages.text, question: question.text },
        citations: messages.citations,
        trace: messages.trace,
      })
      .from(feedback)
      .innerJoin(messages, eq(messages.id, message_id))
      .innerJoin(question, eq(question.id, messages.reply_to))
      .where(open)
      .orderBy(desc(created_at))
      .limit(MOST_SHOWN),
  ]);
  const found = rows.map(({ citations, trace }) => {
    const cited = new Set(citations?.map(({ id }) => id));
    return { cited, ids: new Set([...cited, ...(trace?.hits ?? []).map(({ id }) => id)]) };
  });
  const questions = await questionsOf(
    db,
    found.flatMap(({ ids }) => [...ids]),
  );
  const votes = rows.map(({ vote }, i) => ({
    ...vote,
    entries: [...found[i].ids].flatMap((id) => {
      const asks = questions.get(id);
      return asks === undefined ? [] : { id, question: asks, cited: found[i].cited.has(id) };
    }),
  }));
  return { total, votes };
}

/** What may be made of a mark: an entry's draft, a question that later versions must answer right, or nothing. */
export const handlingSchema = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('draft') }),
  z.strictObject({ action: z.literal('evaluate'), entry_id: expectedEntry }),
  z.strictObject({ action: z.literal('dismiss') }),
]);
export type Handling = z.infer<typeof handlingSchema>;

/**
 * Makes something of a mark that is still open.
 *
 * @returns the entry, when one was drafted
 * @throws message_not_found when the answer is not marked down; feedback_handled when somebody was quicker;
 *   entry_not_found
 */
export async function handleDownVote(
  db: Database,
  editor: Editor,
  message_id: string,
  handling: Handling,
): Promise<{ entry_id?: string }> {
  return db.transaction(async (tx) => {
    await lockOpen(tx, message_id);
    if (handling.action === 'draft') return { entry_id: await draftFrom(tx, editor, [message_id]) };
    const status = handling.action === 'evaluate' ? 'evaluation_case' : 'dismissed';
    if (handling.action === 'evaluate') await addCase(tx, editor, message_id, handling.entry_id);
    await tx.update(feedback).set({ status }).where(eq(feedback.message_id, message_id));
    await record(
      tx,
      editor,
      `feedback.${handling.action}`,
      { type: 'feedback', id: message_id },
      { before: { status: 'open' }, after: { status } },
    );
    return {};
  });
}

async function lockOpen(tx: Database, message_id: string): Promise<void> {
  if (!z.uuid().safeParse(message_id).success) throw new OndamError('message_not_found');
  const [vote] = await tx
    .select()
    .from(feedback)
    .where(and(eq(feedback.message_id, message_id), eq(feedback.rating, 'down')))
    .for('update');
  if (!vote) throw new OndamError('message_not_found');
  if (vote.status !== 'open') throw new OndamError('feedback_handled');
}

async function addCase(tx: Database, editor: Editor, message_id: string, entry_id: string | null) {
  await requireEntry(tx, entry_id);
  const question = alias(messages, 'question');
  const [{ text }] = await tx
    .select({ text: question.text })
    .from(messages)
    .innerJoin(question, eq(question.id, messages.reply_to))
    .where(eq(messages.id, message_id));
  const [made] = await tx
    .insert(evaluation_cases)
    .values({ question: text, entry_id, author: editor.email })
    .returning();
  await record(
    tx,
    editor,
    'evaluation_case.create',
    { type: 'evaluation_case', id: made.id },
    { after: made },
  );
}
