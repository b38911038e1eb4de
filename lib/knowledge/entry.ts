import { z } from 'zod';

/** What can be wrong with an entry that somebody enters; the dictionaries say it in words (lib/i18n). */
export const ENTRY_PROBLEMS = [
  'missing',
  'too_long',
  'too_many',
  'wrong_type',
  'unreadable_character',
  'bad_id',
  'bad_date',
  'unknown_field',
  'related_to_itself',
  'fact_not_in_answer',
  'duplicate_id',
  'malformed_row',
] as const;
export type EntryProblem = (typeof ENTRY_PROBLEMS)[number];

/** The problem as a schema's error: absent is `missing`, another type is `wrong_type`. */
const typed = ({ input }: { input?: unknown }): EntryProblem =>
  input === undefined || input === null ? 'missing' : 'wrong_type';

/** A text in its one form: NFC, no space around it, readable characters only. Length is in code points. */
function text(most: number, { least = 1, unreadable = /[\p{Control}\p{Surrogate}]/u } = {}) {
  const problem = (code: EntryProblem) => ({ error: code, abort: true });
  return z
    .string({ error: typed })
    .transform((value) => value.replace(/\r\n?/g, '\n').normalize('NFC').trim())
    .refine((value) => !unreadable.test(value), problem('unreadable_character'))
    .refine((value) => value.length >= least, problem('missing'))
    .refine((value) => [...value].length <= most, problem('too_long'));
}

const PARAGRAPHS = { unreadable: /[^\P{Control}\n]|\p{Surrogate}/u };

const list = <T extends z.ZodType>(item: T, most: number) =>
  z.array(item, { error: typed }).max(most, { error: 'too_many' satisfies EntryProblem });

const id = text(60).refine((value) => /^[a-z]+(-[a-z]+)*-\d{2,}$/.test(value), {
  error: 'bad_id' satisfies EntryProblem,
});

const effectiveDate = z
  .string({ error: typed })
  .trim()
  .refine((value) => value !== '', { error: 'missing' satisfies EntryProblem, abort: true })
  .refine((value) => z.iso.date().safeParse(value).success && /^(19|2)/.test(value), {
    error: 'bad_date' satisfies EntryProblem,
  });

/** An entry of the bank's knowledge, as a line of data/faq and as staff enter it. */
export const entrySchema = z
  .strictObject({
    id,
    area: text(30),
    question: text(100),
    /** Other ways to ask the question. */
    variants: list(text(120), 300).default([]),
    /** What the customer may be told, word for word. */
    answer: text(1000, PARAGRAPHS),
    /** For staff alone: no customer ever reads it. */
    staff_note: text(300, { ...PARAGRAPHS, least: 0 }).default(''),
    /** The pieces of the answer that must not be worded differently. */
    facts: list(text(60), 50).default([]),
    effective_date: effectiveDate,
    source: text(100),
    related: list(id, 20).default([]),
  })
  .superRefine((entry, context) => {
    const refuse = (field: 'related' | 'facts', message: EntryProblem) =>
      context.addIssue({ code: 'custom', path: [field], message });
    if (entry.related.includes(entry.id)) refuse('related', 'related_to_itself');
    if (entry.facts.some((fact) => !entry.answer.includes(fact))) refuse('facts', 'fact_not_in_answer');
  });

export type Entry = z.infer<typeof entrySchema>;

/** The entry alone, of something that holds more, its fields in the order in which files have them. */
export function bareEntry(holder: Entry): Entry {
  const { id, area, question, variants, answer, staff_note, facts, effective_date, source, related } = holder;
  return { id, area, question, variants, answer, staff_note, facts, effective_date, source, related };
}

/** What a failed parse found, field by field: `variants.2` is the third variant. */
export function entryProblems(error: z.ZodError): { field: string; code: EntryProblem }[] {
  return error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((field) => ({ field, code: 'unknown_field' as const }));
    }
    const known = ENTRY_PROBLEMS.find((problem) => problem === issue.message);
    return { field: issue.path.join('.'), code: known ?? ('wrong_type' as const) };
  });
}
