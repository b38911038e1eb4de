import type { Database } from '@/lib/db/connection';
import type { Entry } from './entry';

/** A day on which what takes effect is in effect already. */
export const PAST = '2026-01-02';

let made = 0;
/** An entry's id that no other test of the process has. */
export const newId = () => `test-${String(++made).padStart(4, '0')}`;

/** An entry of its own, but for what is given. */
export function entryOf(given: Partial<Entry> = {}): Entry {
  const id = given.id ?? newId();
  return {
    id,
    area: '시험',
    question: `${id}에 대한 질문인가요?`,
    variants: [],
    answer: `${id}에 대한 답변이에요.`,
    staff_note: '',
    facts: [],
    effective_date: PAST,
    source: '온담은행 시험 규정 제1조',
    related: [],
    ...given,
  };
}

/** What work in a transaction gives, of which no trace is left. */
export async function rolledBack<T>(db: Database, work: (tx: Database) => Promise<T>): Promise<T> {
  const undo = new Error('rolled back');
  let result: T | undefined;
  await db
    .transaction(async (tx) => {
      result = await work(tx);
      throw undo;
    })
    .catch((thrown) => {
      if (thrown !== undo) throw thrown;
    });
  return result as T;
}
