import type { z } from 'zod';
import { requestLocale } from '@/app/locale';
import { getAuth } from '@/lib/auth/auth';
import type { Permission } from '@/lib/auth/permissions';
import { permit, type Signed, signedIn } from '@/lib/auth/session';
import { type Database, getDatabase } from '@/lib/db/connection';
import { OndamError } from '@/lib/errors';
import { type Dictionary, dictionaryOf } from '@/lib/i18n';
import { limit } from '@/lib/ops/limits';
import { readJson } from './body';
import { failure } from './failure';
import { respond } from './respond';

/** What a staff route works with. */
export interface StaffRequest<Params> {
  request: Request;
  params: Params;
  /** Who asks: signed in, and permitted. */
  signed: Signed;
  db: Database;
  words: Dictionary;
}

/**
 * A route for people of the bank who have `permission`. What the handler gives is sent as JSON, unless it is a
 * response already; what it throws is told as an error.
 */
export function staffRoute<Params = object>(
  permission: Permission | undefined,
  handle: (given: StaffRequest<Params>) => Promise<unknown>,
) {
  return async (request: Request, { params }: { params: Promise<Params> }): Promise<Response> => {
    const words = dictionaryOf(await requestLocale());
    try {
      const [db, auth] = await Promise.all([getDatabase(), getAuth()]);
      const signed = permit(await signedIn(auth, request.headers), permission);
      if (request.method !== 'GET') await limit(db, 'staff_write', signed.id);
      return respond(await handle({ request, params: await params, signed, db, words }));
    } catch (thrown) {
      return failure(thrown, words);
    }
  };
}

/** A request's body, of the schema's form. @throws as readJson; invalid_request, naming the field */
export const readBody = async <T extends z.ZodType>(request: Request, schema: T): Promise<z.infer<T>> =>
  ofForm(schema, await readJson(request));

/** The address's query, of the schema's form. @throws invalid_request, naming the field */
export function readQuery<T extends z.ZodType>(request: Request, schema: T): z.infer<T> {
  return ofForm(schema, Object.fromEntries(new URL(request.url).searchParams));
}

/** What came in, held to a schema. @throws invalid_request, naming the field */
export function ofForm<T extends z.ZodType>(schema: T, given: unknown): z.infer<T> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new OndamError('invalid_request', { field: parsed.error.issues[0].path.join('.') || undefined });
}
