import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Database } from '@/lib/db/connection';
import { describeOnBothDatabases } from '@/lib/db/testing';
import { parseCsv, writeCsv } from './csv';
import { bareEntry, type Entry, entrySchema } from './entry';
import { addVersions, listEntries, saveDraft, versions } from './store';
import { entryOf, newId, PAST, rolledBack } from './testing';
import { exportEntries, type Format, importEntries, parseEntries } from './transfer';

/** Text that is hard on files: marks of CSV and JSON, formulas, wide and combined characters, line ends. */
const character = fc.oneof(
  fc.constantFrom(...'",\'\n=+-@＝＋－＠\\{}[];:\u2028\u00a0 ', '🙂', '한', '각', '\ufeff'),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
);
const texts = (maxLength: number) => fc.string({ unit: character, maxLength });
const ids = fc.integer({ min: 0, max: 10_000 }).map((number) => `prop-${String(number).padStart(2, '0')}`);

/** Entries in their one form: as the schema leaves what somebody typed. */
const entry = fc
  .record({
    id: ids,
    area: texts(20),
    question: texts(50),
    variants: fc.array(texts(50), { maxLength: 5 }),
    answer: texts(400),
    staff_note: texts(200),
    effective_date: fc.date({
      min: new Date('1990-01-01'),
      max: new Date('2099-12-31'),
      noInvalidDate: true,
    }),
    source: texts(50),
    related: fc.array(ids, { maxLength: 3 }),
  })
  .map(({ effective_date, ...rest }) => ({
    ...rest,
    facts: [...rest.answer].slice(0, 5).join('').trim() ? [[...rest.answer].slice(0, 5).join('')] : [],
    effective_date: effective_date.toISOString().slice(0, 10),
  }))
  .map((typed) => entrySchema.safeParse(typed))
  .filter((parsed) => parsed.success)
  .map(({ data }) => data as Entry);
const someEntries = fc.uniqueArray(entry, { selector: ({ id }) => id, maxLength: 4 });

const formats: Format[] = ['csv', 'jsonl'];

describe('a CSV text', () => {
  it('gives back every cell that was put into it', () => {
    const cell = fc.string({ unit: character, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1 }), (records) => {
        expect(parseCsv(writeCsv(records))).toEqual({ records });
      }),
    );
  });

  it.each(['=1+1', '+82 2', '-5', '@SUM(A1)', "'=1", '＝1', '\t=1'])('computes nothing: %j', (text) => {
    const written = writeCsv([[text]]);
    expect(written).toMatch(/^\ufeff'/);
    expect(parseCsv(written).records).toEqual([[text]]);
  });

  it('is read with any line end, with or without a last one, with quotes and line breaks in cells', () => {
    const records = [
      ['가', ' 나 "다", '],
      ['', '라\r\n마'],
    ];
    for (const end of ['\n', '\r\n', '\r']) {
      const text = `가," 나 ""다"", "${end},"라\r\n마"`;
      expect(parseCsv(text)).toEqual({ records });
      expect(parseCsv(`\ufeff${text}${end}`)).toEqual({ records });
    }
  });

  it.each([
    ['a,b\n"c', 2],
    ['a,b\n"c"d,e', 2],
    ['a"b', 1],
  ])('says in which record it breaks off: %j', (text, malformed) => {
    expect(parseCsv(text)).toMatchObject({ malformed });
  });
});

describe.each(formats)('a file of entries (%s)', (format) => {
  it('reads of a long file in a time that grows with its length alone', () => {
    const long = '"a""b\n'.repeat(200_000);
    expect(parseEntries(format, long).errors.length).toBeGreaterThan(0);
  }, 10_000);
});

describeOnBothDatabases('import and export', (db) => {
  const drafts = async (author: string) =>
    (await listEntries(db(), { status: 'draft' })).filter((e) => e.author === author);

  it.each(formats)(
    'brings back just what was taken out, and again makes no drafts of it (%s)',
    async (format) => {
      await fc.assert(
        fc.asyncProperty(someEntries, async (written) => {
          const file = await onEmpty(db(), async (tx) => {
            await addVersions(tx, written, { status: 'published', author: 'ara' });
            const file = await exportEntries(tx, format);
            const imported = await importEntries(tx, format, file, 'bom');
            expect(imported).toEqual({ drafts: 0, unchanged: written.length, errors: [] });
            return file;
          });
          const drafts = await onEmpty(db(), async (tx) => {
            await importEntries(tx, format, file, 'bom');
            return listEntries(tx, { status: 'draft' });
          });
          expect(byId(drafts.map(bareEntry))).toEqual(byId(written));
        }),
        { numRuns: 60 },
      );
    },
  );

  it('brings in all rows or none, and says what is wrong with which', async () => {
    const [good, short] = [entryOf(), { ...entryOf(), question: ' ' }];
    const lines = [good, short, { ...entryOf(), fee: 500 }, { ...entryOf(), id: good.id }, '{"id":'];
    const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n\n');
    expect(await importEntries(db(), 'jsonl', text, 'careless')).toEqual({
      drafts: 0,
      unchanged: 0,
      errors: [
        { row: 3, field: 'question', code: 'missing' },
        { row: 5, field: 'fee', code: 'unknown_field' },
        { row: 7, field: 'id', code: 'duplicate_id' },
        { row: 9, field: '', code: 'malformed_row' },
      ],
    });
    expect(await drafts('careless')).toEqual([]);
  });

  it('reads a table that staff made: columns in any order, lists by line, blank rows, facts left out', async () => {
    const id = newId();
    const text = [
      'question,id,area,variants,source,effective_date,answer',
      `얼마예요?,${id},수수료,"얼마\r\n 얼마나 \r\n",규정,${PAST},"500원, ""그대로""이에요."`,
      ',,,,,,',
      '',
    ].join('\r\n');
    expect(await importEntries(db(), 'csv', text, 'ara')).toMatchObject({ drafts: 1, errors: [] });
    expect(await versions(db(), id)).toMatchObject([
      {
        status: 'draft',
        author: 'ara',
        variants: ['얼마', '얼마나'],
        facts: [],
        answer: '500원, "그대로"이에요.',
      },
    ]);
  });

  it('counts rows as a spreadsheet does, and says of a column once what is wrong with it', () => {
    const [row, bad] = [`${newId()},수수료,"여러\n줄\n답변"`, `${newId()},,답변`];
    const header = 'id,area,answer,question,effective_date,source';
    expect(
      parseEntries('csv', `${header}\n${row},Q,${PAST},S\n${bad},Q,2026-02-30,S,more\n${bad},Q,2026-02-30,S`)
        .errors,
    ).toEqual([
      { row: 3, field: '', code: 'malformed_row' },
      { row: 4, field: 'area', code: 'missing' },
      { row: 4, field: 'effective_date', code: 'bad_date' },
    ]);
    expect(
      parseEntries('csv', 'id,area,answer,question,date,source\n1,2,3,4,5,6\n1,2,3,4,5,6').errors,
    ).toEqual([
      { row: 1, field: 'date', code: 'unknown_field' },
      { row: 1, field: 'effective_date', code: 'missing' },
    ]);
  });

  it('makes drafts of what changed alone', async () => {
    const [same, changed] = [entryOf(), entryOf()];
    for (const entry of [same, changed]) await saveDraft(db(), entry, 'ara');
    const file = [same, { ...changed, answer: '새 답변' }].map((entry) => JSON.stringify(entry)).join('\n');
    expect(await importEntries(db(), 'jsonl', file, 'bom')).toEqual({ drafts: 1, unchanged: 1, errors: [] });
    expect((await versions(db(), changed.id)).map(({ version }) => version)).toEqual([2, 1]);
  });
});

const byId = (entries: Entry[]) => entries.toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** What work on the database gives when it holds no entries. */
const onEmpty = <T>(db: Database, work: (tx: Database) => Promise<T>) =>
  rolledBack(db, async (tx) => {
    await tx.execute('truncate entries, entry_versions cascade');
    return work(tx);
  });
