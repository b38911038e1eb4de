import { expect, it } from 'vitest';
import { entryProblems, entrySchema } from './entry';
import { entryOf } from './testing';

it('takes what staff may leave out, and brings texts into one form', () => {
  const typed = {
    id: 'account-01',
    area: ' 계좌 ',
    question: '\u1100\u1161?',
    answer: '첫 줄\r\n둘째 줄 ',
    effective_date: '2026-01-02',
    source: '규정',
  };
  expect(entrySchema.parse(typed)).toEqual({
    ...typed,
    area: '계좌',
    question: '가?',
    answer: '첫 줄\n둘째 줄',
    variants: [],
    staff_note: '',
    facts: [],
    related: [],
  });
});

it('counts characters as people do', () => {
  expect(entrySchema.safeParse(entryOf({ answer: '🙂'.repeat(1000) })).success).toBe(true);
});

it.each([
  [{ answer: '가'.repeat(1001) }, 'answer', 'too_long'],
  [{ question: ' \ufeff ' }, 'question', 'missing'],
  [{ question: '두\n줄' }, 'question', 'unreadable_character'],
  [{ answer: '깨진 \ud83d 글자' }, 'answer', 'unreadable_character'],
  [{ variants: ['가', '나', '\0'] }, 'variants.2', 'unreadable_character'],
  [{ variants: '가' }, 'variants', 'wrong_type'],
  [{ facts: Array(51).fill('답변') }, 'facts', 'too_many'],
  [{ facts: ['3,000원'], answer: '수수료는 500원이에요.' }, 'facts', 'fact_not_in_answer'],
  [{ id: 'Account 1' }, 'id', 'bad_id'],
  [{ id: 'fee-01', related: ['fee-01'] }, 'related', 'related_to_itself'],
  [{ effective_date: '2026-02-30' }, 'effective_date', 'bad_date'],
  [{ effective_date: null }, 'effective_date', 'missing'],
  [{ fee: 500 }, 'fee', 'unknown_field'],
])('refuses %j and says why', (wrong, field, code) => {
  const parsed = entrySchema.safeParse({ ...entryOf(), ...wrong });
  expect(parsed.success ? [] : entryProblems(parsed.error)).toEqual([{ field, code }]);
});
