import type { Database } from '@/lib/db/connection';
import { parseCsv, writeCsv } from './csv';
import { bareEntry, type Entry, type EntryProblem, entryProblems, entrySchema } from './entry';
import { addVersions, listEntries } from './store';

/**
 * jsonl: a line for each entry, as in data/faq. csv: a row for each entry under a header of field names in any
 * order; in a field that is a list, each item has a line of its own within the cell.
 */
export const FORMATS = ['csv', 'jsonl'] as const;
export type Format = (typeof FORMATS)[number];

/** What is wrong in a file: `row` counts as a spreadsheet (csv) or an editor (jsonl) does, from 1. */
export interface RowError {
  row: number;
  field: string;
  code: EntryProblem;
}

export interface Imported {
  /** New drafts. */
  drafts: number;
  /** Entries that stand in the knowledge just so. */
  unchanged: number;
  /** Where there are any, nothing was imported. */
  errors: RowError[];
}

/** A row before it is known to be an entry, or why it cannot even be read. */
type Row = { row: number; value: unknown } | RowError;

/** Brings in a file's entries as drafts: all of them, or none and what is wrong with which row. */
export async function importEntries(
  db: Database,
  format: Format,
  text: string,
  author: string,
): Promise<Imported> {
  const { entries, errors } = parseEntries(format, text);
  if (errors.length > 0) return { drafts: 0, unchanged: 0, errors };
  return db.transaction(async (tx) => {
    const known = new Map((await listEntries(tx)).map((version) => [version.id, version]));
    const changed = entries.filter((entry) => {
      const newest = known.get(entry.id);
      return !newest || newest.status === 'retired' || !isSame(entry, newest);
    });
    await addVersions(tx, changed, { status: 'draft', author });
    return { drafts: changed.length, unchanged: entries.length - changed.length, errors: [] };
  });
}

/** Every entry that is published, as its newest published version has it. */
export async function exportEntries(db: Database, format: Format): Promise<string> {
  const entries = (await listEntries(db, { status: 'published' })).map(bareEntry);
  if (format === 'jsonl') return entries.map((entry) => `${JSON.stringify(entry)}\n`).join('');
  const cells = (entry: Entry) =>
    Object.values(entry).map((value) => (Array.isArray(value) ? value.join('\n') : value));
  return writeCsv([Object.keys(FIELDS), ...entries.map(cells)]);
}

/** A file's entries, and what is wrong with the rows that are none. */
export function parseEntries(format: Format, text: string): { entries: Entry[]; errors: RowError[] } {
  const entries: Entry[] = [];
  const errors: RowError[] = [];
  const seen = new Set<string>();
  for (const given of format === 'csv' ? csvRows(text) : jsonlRows(text)) {
    if ('code' in given) {
      errors.push(given);
      continue;
    }
    const { row } = given;
    const parsed = entrySchema.safeParse(given.value);
    if (!parsed.success) {
      errors.push(...entryProblems(parsed.error).map((problem) => ({ row, ...problem })));
    } else if (seen.has(parsed.data.id)) {
      errors.push({ row, field: 'id', code: 'duplicate_id' });
    } else {
      seen.add(parsed.data.id);
      entries.push(parsed.data);
    }
  }
  return { entries, errors };
}

function jsonlRows(text: string): Row[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r\n|\r|\n/)
    .flatMap((line, i): Row[] => {
      if (line.trim() === '') return [];
      try {
        return [{ row: i + 1, value: JSON.parse(line) }];
      } catch {
        return [malformedRow(i + 1)];
      }
    });
}

function csvRows(text: string): Row[] {
  const { records, malformed } = parseCsv(text);
  if (records.length === 0) return [malformedRow(1)];
  const [header, ...rest] = records;
  const names = header.map((name) => name.trim());
  const misnamed = headerErrors(names);
  if (misnamed.length > 0) return misnamed;
  const rows = rest.flatMap((cells, i): Row[] => {
    const row = i + 2;
    if (cells.every((cell) => cell.trim() === '')) return [];
    if (cells.length > names.length) return [malformedRow(row)];
    return [
      { row, value: Object.fromEntries(cells.map((cell, i) => [names[i], cellValue(names[i], cell)])) },
    ];
  });
  return malformed ? [...rows, malformedRow(malformed)] : rows;
}

const malformedRow = (row: number): RowError => ({ row, field: '', code: 'malformed_row' });

const FIELDS = entrySchema.shape;
const LISTS: readonly string[] = ['variants', 'facts', 'related'] satisfies (keyof Entry)[];

/** Said once of a column, and not of every row that has or lacks it. */
function headerErrors(names: readonly string[]): RowError[] {
  const unknown = names.filter((name, i) => !Object.hasOwn(FIELDS, name) || names.indexOf(name) !== i);
  const missing = Object.entries(FIELDS)
    .filter(([name, schema]) => !names.includes(name) && !schema.safeParse(undefined).success)
    .map(([name]) => name);
  return [
    ...unknown.map((field) => ({ row: 1, field, code: 'unknown_field' as const })),
    ...missing.map((field) => ({ row: 1, field, code: 'missing' as const })),
  ];
}

const cellValue = (field: string, cell: string): string | string[] =>
  LISTS.includes(field) ? cell.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '') : cell;

const isSame = (a: Entry, b: Entry) => JSON.stringify(bareEntry(a)) === JSON.stringify(bareEntry(b));
