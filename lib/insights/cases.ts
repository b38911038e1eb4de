import { desc, eq } from 'drizzle-orm';
import { z } from 'zod';
import { type Actor, record } from '@/lib/auth/audit';
import type { Database } from '@/lib/db/connection';
import { evaluation_cases } from '@/lib/db/schema';
import { OndamError } from '@/lib/errors';
import { maskPersonalData } from '@/lib/guard/personal-data';
import { questionsOf } from './questions';

export type EvaluationCase = typeof evaluation_cases.$inferSelect;

/** The questions that later versions must answer right, newest first. */
export async function evaluationCases(db: Database): Promise<EvaluationCase[]> {
  return db.select().from(evaluation_cases).orderBy(desc(evaluation_cases.created_at));
}

/**
 * The cases as lines of data/eval: one with an entry as in questions.jsonl, one without as in out-of-scope.jsonl.
 */
export function casesJsonl(cases: readonly EvaluationCase[]): string {
  return cases
    .map(({ id, question, entry_id }) => {
      const expected = entry_id === null ? { kind: 'unanswerable' } : { entry: entry_id };
      return `${JSON.stringify({ id: `case-${id}`, ...expected, question })}\n`;
    })
    .join('');
}

/** What a right answer cites; null where the right reply is that there is none. */
export const expectedEntry = z.string().trim().min(1).max(60).nullable();

export const caseSchema = z.strictObject({
  question: z
    .string()
    .trim()
    .min(1)
    .max(500)
    .refine((text) => !/[\0\p{Surrogate}]/u.test(text))
    .transform((text) => maskPersonalData(text).text),
  entry_id: expectedEntry,
});

/** @throws entry_not_found when there is no such entry */
export async function requireEntry(db: Database, entry_id: string | null): Promise<void> {
  if (entry_id !== null && !(await questionsOf(db, [entry_id])).has(entry_id)) {
    throw new OndamError('entry_not_found', { field: 'entry_id' });
  }
}

/** @throws case_not_found; entry_not_found */
export async function changeCase(
  db: Database,
  actor: Actor,
  id: string,
  given: z.infer<typeof caseSchema>,
): Promise<EvaluationCase> {
  return db.transaction(async (tx) => {
    const before = await lockedCase(tx, id);
    await requireEntry(tx, given.entry_id);
    const [after] = await tx
      .update(evaluation_cases)
      .set(given)
      .where(eq(evaluation_cases.id, before.id))
      .returning();
    await record(tx, actor, 'evaluation_case.change', { type: 'evaluation_case', id }, { before, after });
    return after;
  });
}

/** @throws case_not_found */
export async function deleteCase(db: Database, actor: Actor, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const before = await lockedCase(tx, id);
    await tx.delete(evaluation_cases).where(eq(evaluation_cases.id, before.id));
    await record(tx, actor, 'evaluation_case.delete', { type: 'evaluation_case', id }, { before });
  });
}

async function lockedCase(tx: Database, id: string): Promise<EvaluationCase> {
  const uuid = z.uuid().safeParse(id).data;
  const [found] = uuid
    ? await tx.select().from(evaluation_cases).where(eq(evaluation_cases.id, uuid)).for('update')
    : [];
  if (!found) throw new OndamError('case_not_found');
  return found;
}
