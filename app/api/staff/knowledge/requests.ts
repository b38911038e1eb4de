import { z } from 'zod';
import { readJson } from '@/app/api/_http/body';
import { ERRORS, OndamError } from '@/lib/errors';
import { type Dictionary, errorBody } from '@/lib/i18n';
import { type Entry, type EntryProblem, entryProblems, entrySchema } from '@/lib/knowledge/entry';

const addressSchema = z.object({
  id: z.string(),
  version: z.coerce
    .number()
    .int()
    .min(1)
    .max(2 ** 31 - 1),
});

/** Where a version is. */
export interface VersionParams {
  id: string;
  version: string;
}

/** The version that an address names. @throws entry_not_found */
export function versionOf(params: VersionParams): { id: string; version: number } {
  const parsed = addressSchema.safeParse(params);
  if (!parsed.success) throw new OndamError('entry_not_found');
  return parsed.data;
}

/**
 * The entry in a request's body, or the response that says what is wrong with which field.
 *
 * @throws as readJson; entry_not_found when it is not the entry that the address names
 */
export async function readEntryBody(
  request: Request,
  words: Dictionary,
  id?: string,
): Promise<Entry | Response> {
  const parsed = entrySchema.safeParse(await readJson(request));
  if (!parsed.success) return refusal(words, { problems: inWords(words, entryProblems(parsed.error)) });
  if (id !== undefined && parsed.data.id !== id) throw new OndamError('entry_not_found', { field: 'id' });
  return parsed.data;
}

/** entry_invalid, with all that is wrong. */
export function refusal(words: Dictionary, details: object): Response {
  const error = new OndamError('entry_invalid');
  return Response.json(
    { error: errorBody(words, error), ...details },
    { status: ERRORS.entry_invalid.status, headers: { 'cache-control': 'no-store' } },
  );
}

/** Problems with what they mean in the person's language. */
export const inWords = <T extends { code: EntryProblem }>({ entry_problem }: Dictionary, problems: T[]) =>
  problems.map((problem) => ({ ...problem, message: entry_problem[problem.code] }));
