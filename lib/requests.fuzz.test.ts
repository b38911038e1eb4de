import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { anyText, damaged, FUZZ_TIMEOUT_MS, fuzz, misshapen } from '@/model/fuzzing';
import { parseChatRequest } from './answer/request';
import { cleanQuestion } from './answer/text';
import { auditQuery } from './auth/audit';
import { memberSchema } from './auth/team';
import { cannedReplySchema } from './conversations/canned';
import { feedbackSchema } from './conversations/feedback';
import { ERRORS, OndamError } from './errors';
import { readIntent } from './guard/intent';
import { maskPersonalData } from './guard/personal-data';
import { handlingSchema } from './insights/feedback';
import { traceQuerySchema } from './insights/traces';
import { parseCsv, writeCsv } from './knowledge/csv';
import { type Entry, entrySchema } from './knowledge/entry';
import { parseEntries } from './knowledge/transfer';

const timeout = FUZZ_TIMEOUT_MS;

const ENTRY: Entry = {
  id: 'deposit-01',
  area: '예금',
  question: '금리가 얼마예요?',
  variants: ['이자 알려 주세요', '몇 퍼센트예요?'],
  answer: '연 2.5%예요.',
  staff_note: '',
  facts: ['2.5%'],
  effective_date: '2026-01-02',
  source: '규정 제1조',
  related: ['deposit-02'],
};

/** Refused as the caller's own mistake, or taken. */
function takenOrRefused(work: () => unknown): void {
  try {
    work();
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(OndamError);
    expect(ERRORS[(thrown as OndamError).code].status).toBeLessThan(500);
  }
}

describe('what a customer sends', () => {
  it('is a question, or refused', { timeout }, () => {
    const sampling = { temperature: 0.5, top_k: 10, top_p: 0.9, seed: 1, max_tokens: 20 };
    const id = crypto.randomUUID();
    const valid = [
      { text: '안녕하세요', sampling },
      { conversation_id: id, text: '금리', edit: true },
      { conversation_id: id, regenerate: true, sampling },
    ];
    return fuzz(misshapen(...valid), (body) => takenOrRefused(() => parseChatRequest(body)));
  });

  it('is cleaned, masked and understood, whatever the text', { timeout }, () =>
    fuzz(anyText, (text) =>
      takenOrRefused(() => {
        const clean = cleanQuestion(text);
        expect(cleanQuestion(clean)).toBe(clean);
        const masked = maskPersonalData(clean).text;
        expect(maskPersonalData(masked).text).toBe(masked);
        readIntent(masked);
      }),
    ),
  );
});

describe('what staff send', () => {
  const bodies: Record<string, [z.ZodType, ...unknown[]]> = {
    entry: [entrySchema, ENTRY],
    member: [memberSchema, { name: '김상담', email: 'agent@ondam.example', role: 'agent' }],
    'canned reply': [cannedReplySchema, { title: '인사', text: '안녕하세요.' }],
    feedback: [feedbackSchema, { rating: 'down', reason: 'wrong', comment: '틀려요' }],
    handling: [handlingSchema, { action: 'dismiss' }, { action: 'evaluate', entry_id: 'deposit-01' }],
    'audit query': [auditQuery, { text: '김', action: 'entry.publish', since: '2026-01-02', before_id: '3' }],
    'trace query': [traceQuerySchema, { text: '금리', kind: 'written' }],
  };
  it.each(Object.entries(bodies))('%s: of the form, or refused', { timeout }, (_, [schema, ...valid]) =>
    fuzz(misshapen(...valid), (body) => {
      const parsed = schema.safeParse(body);
      // What was taken once is taken again: nothing is made of it that is not of the form itself.
      if (parsed.success && schema === entrySchema) expect(schema.safeParse(parsed.data).success).toBe(true);
    }),
  );
});

describe('files of entries', () => {
  const file = Buffer.from(`${JSON.stringify(ENTRY)}\n${JSON.stringify({ ...ENTRY, id: 'deposit-02' })}\n`);
  const cells = Object.values(ENTRY).map((value) => (Array.isArray(value) ? value.join('\n') : value));
  const table = Buffer.from(writeCsv([Object.keys(ENTRY), cells, cells]));
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

  it.each(['csv', 'jsonl'] as const)(
    '%s: every row is an entry, or told by its number',
    { timeout },
    (format) => {
      const original = format === 'csv' ? table : file;
      return fuzz(fc.oneof(damaged(original).map(text), anyText), (given) => {
        const { entries, errors } = parseEntries(format, given);
        for (const entry of entries) expect(entrySchema.safeParse(entry).success).toBe(true);
        for (const { row } of errors) expect(row).toBeGreaterThan(0);
      });
    },
  );

  it('CSV: what was written is read back', { timeout }, () =>
    fuzz(
      fc.array(fc.array(anyText, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
      (records) => {
        const { records: read, malformed } = parseCsv(writeCsv(records));
        expect(malformed).toBeUndefined();
        // The line end after the last record opens an empty one.
        expect(read.slice(0, records.length)).toEqual(records);
      },
    ),
  );
});
