import { z } from 'zod';
import { readBytes } from '@/app/api/_http/body';
import { readQuery, staffRoute } from '@/app/api/_http/staff';
import { OndamError } from '@/lib/errors';
import { importFile } from '@/lib/knowledge/editing';
import { FORMATS } from '@/lib/knowledge/transfer';
import { inWords, refusal } from '../requests';

const querySchema = z.object({ format: z.enum(FORMATS) });

const MAX_FILE_BYTES = 10 * 1024 * 1024;
/** Of a file that is wrong throughout, the first errors tell what is wrong; a column's name may be any text. */
const TOLD_ERRORS = 200;
const TOLD_FIELD = 60;

/** A file's entries as drafts: all of them, or none and what is wrong with which row. */
export const POST = staffRoute('knowledge.write', async ({ request, signed, db, words }) => {
  const { format } = readQuery(request, querySchema);
  const text = decoded(await wholeFile(request));
  const { errors, ...counts } = await importFile(db, signed, format, text);
  if (errors.length === 0) return counts;
  const told = errors
    .slice(0, TOLD_ERRORS)
    .map((error) => ({ ...error, field: error.field.slice(0, TOLD_FIELD) }));
  return refusal(words, { count: errors.length, errors: inWords(words, told) });
});

/**
 * Next.js cuts a long body off without a word, and part of a file may look like a file: it must be as long as the
 * request said that it is.
 *
 * @throws body_too_large
 */
async function wholeFile(request: Request): Promise<Buffer> {
  const length = Number(request.headers.get('content-length'));
  const bytes = await readBytes(request, MAX_FILE_BYTES);
  if (bytes.length !== length) throw new OndamError('body_too_large');
  return bytes;
}

/** UTF-8, or else CP949, in which Korean Excel saves a plain CSV. @throws invalid_request when it is neither */
function decoded(bytes: Uint8Array): string {
  for (const encoding of ['utf-8', 'euc-kr']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // It may be the other.
    }
  }
  throw new OndamError('invalid_request', { field: 'file' });
}
