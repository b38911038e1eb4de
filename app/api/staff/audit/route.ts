import { z } from 'zod';
import { readQuery, staffRoute } from '@/app/api/_http/staff';
import { type AuditRow, auditLog, auditPages, auditQuery } from '@/lib/auth/audit';
import { writeCsv } from '@/lib/knowledge/csv';

const query = auditQuery.extend({ format: z.enum(['json', 'csv']).default('json') });

/** The log, newest first: a page of it, or all of it for a spreadsheet. */
export const GET = staffRoute('audit.read', async ({ request, db }) => {
  const { format, ...filter } = readQuery(request, query);
  return format === 'json' ? auditLog(db, filter) : csvFile(auditPages(db, filter));
});

const COLUMNS = [
  'id',
  'at',
  'actor_id',
  'actor',
  'action',
  'subject_type',
  'subject_id',
  'subject_name',
  'before',
  'after',
] as const;

const cells = (row: AuditRow): string[] => COLUMNS.map((column) => cell(row[column]));

function cell(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'object' && value ? JSON.stringify(value) : String(value ?? '');
}

/** Sent as it is read, so that a long log takes no more memory than a short one. */
function csvFile(pages: AsyncGenerator<AuditRow[]>): Response {
  let header: string[][] = [[...COLUMNS]];
  const body = new ReadableStream<string>({
    async pull(controller) {
      const { value, done } = await pages.next();
      if (done) return controller.close();
      const text = writeCsv([...header, ...value.map(cells)]);
      controller.enqueue(header.length > 0 ? text : text.slice(1)); // one byte order mark, at the beginning
      header = [];
    },
    async cancel() {
      await pages.return(undefined);
    },
  });
  return new Response(body.pipeThrough(new TextEncoderStream()), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': 'attachment; filename="audit.csv"',
      'cache-control': 'no-store',
    },
  });
}
