import { requestLocale } from '@/app/locale';
import { type Database, getDatabase } from '@/lib/db/connection';
import { type Dictionary, dictionaryOf } from '@/lib/i18n';
import { limit } from '@/lib/ops/limits';
import { failure } from './failure';
import { respond } from './respond';
import { visitorOwner } from './visitor';

/** What a customer's route works with; `owner` is of nobody's conversations for somebody without a cookie. */
export interface CustomerRequest {
  request: Request;
  id: string;
  owner: string;
  db: Database;
  words: Dictionary;
}

/** A customer's route on something with an id. What the handler gives is sent as JSON, unless it is a response. */
export function customerRoute(handle: (given: CustomerRequest) => Promise<unknown>) {
  return async (request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> => {
    const words = dictionaryOf(await requestLocale());
    try {
      const [db, owner, { id }] = await Promise.all([getDatabase(), visitorOwner(), params]);
      if (request.method !== 'GET' && owner) await limit(db, 'write', owner);
      return respond(await handle({ request, id, owner: owner ?? '', db, words }));
    } catch (thrown) {
      return failure(thrown, words);
    }
  };
}
