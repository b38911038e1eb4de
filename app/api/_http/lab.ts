import { mayEnterLab } from '@/app/lab/access';
import { requestLocale } from '@/app/locale';
import { type Database, getDatabase } from '@/lib/db/connection';
import { OndamError } from '@/lib/errors';
import { type Dictionary, dictionaryOf, type Locale } from '@/lib/i18n';
import { limit } from '@/lib/ops/limits';
import { addressOf } from './client';
import { failure } from './failure';
import { respond } from './respond';

/** What a route of the lab works with. */
export interface LabRequest<Params> {
  request: Request;
  params: Params;
  db: Database;
  locale: Locale;
  words: Dictionary;
}

/**
 * A route of the lab, for whom the lab is open. What the handler gives is sent as JSON, unless it is a response already.
 * What computes (anything but GET) is limited by address.
 */
export function labRoute<Params = object>(handle: (given: LabRequest<Params>) => Promise<unknown>) {
  return async (request: Request, { params }: { params: Promise<Params> }): Promise<Response> => {
    const locale = await requestLocale();
    const words = dictionaryOf(locale);
    try {
      if (!(await mayEnterLab())) throw new OndamError('not_signed_in');
      const db = await getDatabase();
      if (request.method !== 'GET') await limit(db, 'lab', addressOf(request.headers));
      return respond(await handle({ request, params: await params, db, locale, words }));
    } catch (thrown) {
      return failure(thrown, words);
    }
  };
}
