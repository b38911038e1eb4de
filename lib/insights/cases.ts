import { desc } from 'drizzle-orm';
import type { Database } from '@/lib/db/connection';
import { evaluation_cases } from '@/lib/db/schema';

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
