import { readJson } from '@/app/api/_http/body';
import { addressOf } from '@/app/api/_http/client';
import { eventStream } from '@/app/api/_http/event-stream';
import { failure, told } from '@/app/api/_http/failure';
import { visitorOwnerOrNew } from '@/app/api/_http/visitor';
import { requestLocale } from '@/app/locale';
import type { ChatEvent } from '@/lib/answer/events';
import { parseChatRequest } from '@/lib/answer/request';
import { runAnswer } from '@/lib/answer/run';
import { getWriter } from '@/lib/answer/writer';
import { getChanges } from '@/lib/db/changes';
import { getDatabase } from '@/lib/db/connection';
import { dictionaryOf } from '@/lib/i18n';
import { getKnowledge } from '@/lib/knowledge/service';
import { limit } from '@/lib/ops/limits';

/** A question in, its answer out as a stream of ChatEvent. The answer goes on when the connection closes. */
export async function POST(request: Request): Promise<Response> {
  const dictionary = dictionaryOf(await requestLocale());
  try {
    const asked = parseChatRequest(await readJson(request));
    const [db, model, knowledge] = await Promise.all([getDatabase(), getWriter(), getKnowledge()]);
    const owner = await visitorOwnerOrNew(request);
    await limit(db, 'question', owner);
    await limit(db, 'question_address', addressOf(request.headers));
    const parts = { db, model, knowledge, changes: await getChanges() };
    const events = await runAnswer(asked, owner, parts, request.signal);
    return eventStream<ChatEvent>(events, (thrown) => ({ type: 'error', error: told(thrown, dictionary) }));
  } catch (thrown) {
    return failure(thrown, dictionary);
  }
}
