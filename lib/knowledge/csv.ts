/**
 * Records of a CSV text (RFC 4180; any line end, with or without a byte order mark).
 *
 * @returns `malformed`, the number of the record at which the text stopped making sense, from 1
 */
export function parseCsv(text: string): { records: string[][]; malformed?: number } {
  const cell = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r\n|\r|\n|$)/y;
  cell.lastIndex = text.startsWith('\ufeff') ? 1 : 0;
  const records: string[][] = [];
  for (let record: string[] = []; ; ) {
    const match = cell.exec(text);
    if (!match) return { records, malformed: records.length + 1 };
    const [, quoted, plain, end] = match;
    record.push(restored(quoted?.replaceAll('""', '"') ?? plain));
    if (end === ',') continue;
    records.push(record);
    record = [];
    if (cell.lastIndex === text.length) return { records };
  }
}

/** Records as a CSV text that spreadsheets open as UTF-8, and in which they find nothing to compute. */
export function writeCsv(records: readonly (readonly string[])[]): string {
  const write = (value: string) => {
    const text = inert(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `\ufeff${records.map((record) => `${record.map(write).join(',')}\r\n`).join('')}`;
}

/** What spreadsheets take for the beginning of a formula, the wide forms that East Asian ones fold included. */
const FORMULA = '[=+\\-@\\t\\r＝＋－＠]';

/**
 * An apostrophe before a formula makes it text. One more goes before apostrophes that stand there already, so
 * that taking one away gives back every text.
 */
const inert = (text: string) => (new RegExp(`^'*${FORMULA}`).test(text) ? `'${text}` : text);
const restored = (cell: string) => (new RegExp(`^'+${FORMULA}`).test(cell) ? cell.slice(1) : cell);
