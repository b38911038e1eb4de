import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';

const text = (minimum: number, maximum: number) =>
  z
    .string()
    .trim()
    .refine((value) => [...value].length >= minimum && [...value].length <= maximum, {
      error: `must be ${minimum} to ${maximum} characters long`,
    });

const entrySchema = z.strictObject({
  id: z.string().regex(/^[a-z]+(-[a-z]+)*-\d{2}$/),
  area: text(2, 30),
  question: text(5, 100),
  variants: z.array(text(3, 120)).min(30),
  answer: text(80, 400),
  staff_note: text(60, 300),
  facts: z.array(text(1, 60)).min(1),
  effective_date: z.iso.date(),
  source: text(5, 100),
  related: z.array(z.string()),
});

const bankSchema = z.looseObject({
  phones: z.record(z.string(), z.strictObject({ number: z.string(), note: z.string() })),
  fees: z.array(z.looseObject({ service: z.string(), channel: z.string(), fee: z.string() })).min(1),
  limits: z.array(z.looseObject({ service: z.string(), condition: z.string() })).min(1),
  rates: z.array(z.looseObject({ product: z.string(), base: z.string() })).min(1),
  hours: z.record(z.string(), z.string()),
  products: z.array(z.looseObject({ name: z.string(), area: z.string(), channel: z.string() })).min(1),
});

const PHONE = /\+\d{1,3}(?:-\d{1,4})+|(?<![\d-])\d{2,4}(?:-\d{3,4}){1,2}(?![\d-])/g;
/** 112, 1332 and their like: bare, as only an emergency or help line is written. */
const SHORT_PHONE = /(?<![\d.,:~-])1\d{2,3}(?=[ .()]|번|로|으로|에|이나|나|와|과|$)/g;
const AMOUNT = /(?:\d[\d,.]*[조억] ?)?\d[\d,.]*[조억천백십]?[만]? ?원|\d[\d,.]*[만천]? ?달러/g;
const RATE = /\d[\d.]*%p?/g;
const CLOCK = /(?<!\d)\d{1,2}:\d{2}(?!\d)/g;

const pieces = (source: string, pattern: RegExp) => source.match(pattern) ?? [];
const repeated = (values: string[]) => values.filter((value, index) => values.indexOf(value) !== index);
/** Two questions that differ only in spaces, case or marks are one question. */
const bare = (question: string) => question.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

const folder = new URL('./faq/', import.meta.url);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.jsonl'))
  .map((name) => ({
    slug: name.replace('.jsonl', ''),
    rows: readFileSync(new URL(name, folder), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line): unknown => JSON.parse(line)),
  }));
const bankText = readFileSync(new URL('./bank.json', import.meta.url), 'utf8');
const bank = bankSchema.parse(JSON.parse(bankText));
const entries = files.flatMap(({ rows }) => rows.map((row) => entrySchema.parse(row)));
const ids = entries.map((entry) => entry.id);

describe('data/faq', () => {
  it('covers the bank with at least 320 entries', () => {
    expect(entries.length).toBeGreaterThanOrEqual(320);
  });

  it('names every entry once, after its file, and one area for each file', () => {
    expect(repeated(ids)).toEqual([]);
    for (const { slug, rows } of files) {
      const own = rows.map((row) => entrySchema.parse(row));
      expect(own.map((entry) => entry.id.slice(0, -3))).toEqual(own.map(() => slug));
      expect(new Set(own.map((entry) => entry.area)).size, `areas of ${slug}`).toBe(1);
    }
  });

  it('asks no question twice, over all entries and variants', () => {
    expect(repeated(entries.flatMap((entry) => [entry.question, ...entry.variants].map(bare)))).toEqual([]);
  });

  it('relates entries only to other entries that exist', () => {
    for (const entry of entries) {
      const wrong = entry.related.filter((id) => id === entry.id || !ids.includes(id));
      expect(wrong, entry.id).toEqual([]);
      expect(repeated(entry.related), entry.id).toEqual([]);
    }
  });

  it('gives plain text without markdown or odd white space', () => {
    for (const entry of entries) {
      expect(entry.answer, entry.id).not.toMatch(/[*#`_|]|\s{2}|[\n\t]/);
      expect(entry.answer, entry.id).toBe(entry.answer.normalize('NFC'));
    }
  });

  it.each(entries)('$id states its facts as they stand', ({ answer, facts }) => {
    expect(facts.filter((fact) => !answer.includes(fact))).toEqual([]);
  });
});

describe("the bank's numbers", () => {
  const phones = new Set(Object.values(bank.phones).map((phone) => phone.number));

  /** Entries that rest on a law may take a number from it, named among their facts; others may not. */
  const known = (entry: (typeof entries)[number], pattern: RegExp) => {
    const fromLaw = entry.source.includes('법') ? entry.facts.join(' ') : '';
    return new Set(pieces(`${bankText} ${fromLaw}`, pattern));
  };

  it.each([
    ['amount', AMOUNT],
    ['rate', RATE],
    ['hour', CLOCK],
  ])('knows every %s that an answer names', (_, pattern) => {
    const strangers = entries.flatMap((entry) =>
      pieces(entry.answer, pattern)
        .filter((piece) => !known(entry, pattern).has(piece))
        .map((piece) => `${entry.id}: ${piece}`),
    );
    expect(strangers).toEqual([]);
  });

  it('knows every phone number that an answer or a note names', () => {
    const strangers = entries.flatMap((entry) =>
      [...pieces(`${entry.answer} ${entry.staff_note}`, PHONE), ...pieces(entry.answer, SHORT_PHONE)]
        .filter((number) => !phones.has(number))
        .map((number) => `${entry.id}: ${number}`),
    );
    expect(strangers).toEqual([]);
  });

  it('names no product of ours that the bank does not sell', () => {
    const sold = bank.products.map((product) => product.name).join(' ');
    const strangers = entries.flatMap((entry) =>
      (entry.answer.match(/온담 [가-힣A-Z]+?(?:통장|예금|적금|대출|카드|ISA|IRP)/g) ?? [])
        .filter((name) => !sold.includes(name))
        .map((name) => `${entry.id}: ${name}`),
    );
    expect(strangers).toEqual([]);
  });
});
