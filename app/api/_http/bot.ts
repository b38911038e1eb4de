import { requestLocale } from '@/app/locale';
import { dictionaryOf } from '@/lib/i18n';
import { failure } from './failure';

/** A route that a messenger's server calls: what goes wrong is told as any error is. */
export function botRoute<Params = object>(handle: (request: Request, params: Params) => Promise<Response>) {
  return async (request: Request, { params }: { params: Promise<Params> }): Promise<Response> => {
    try {
      return await handle(request, await params);
    } catch (thrown) {
      return failure(thrown, dictionaryOf(await requestLocale()));
    }
  };
}
