import { readJson } from '@/app/api/_http/body';
import { eventStream } from '@/app/api/_http/event-stream';
import { failure, told } from '@/app/api/_http/failure';
import { visitorOwnerOrNew } from '@/app/api/_http/visitor';
import { requestLocale } from '@/app/locale';
import { answer } from '@/lib/answer/answer';
import type { ChatEvent } from '@/lib/answer/events';
import { getModel } from '@/lib/answer/model';
import { parseChatRequest } from '@/lib/answer/request';
import { getDatabase } from '@/lib/db/connection';
import { dictionaryOf } from '@/lib/i18n';
import { getKnowledge } from '@/lib/knowledge/service';

/** A question in, its answer out as a stream of ChatEvent. Closing the connection stops the answer. */
export async function POST(request: Request): Promise<Response> {
  const dictionary = dictionaryOf(await requestLocale());
  try {
    const asked = parseChatRequest(await readJson(request));
    const [db, model, knowledge] = await Promise.all([getDatabase(), getModel(), getKnowledge()]);
    const owner = await visitorOwnerOrNew(request);
    const events = await answer(asked, owner, { db, model, knowledge }, request.signal);
    return eventStream<ChatEvent>(events, (thrown) => ({ type: 'error', error: told(thrown, dictionary) }));
  } catch (thrown) {
    return failure(thrown, dictionary);
  }
}
