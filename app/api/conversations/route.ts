import { failure } from '@/app/api/_http/failure';
import { visitorOwner, visitorOwnerOrNew } from '@/app/api/_http/visitor';
import { requestLocale } from '@/app/locale';
import { listConversations, newConversation } from '@/lib/conversations/read';
import { getDatabase } from '@/lib/db/connection';
import { dictionaryOf } from '@/lib/i18n';
import { limit } from '@/lib/ops/limits';

/** The visitor's conversations, the newest first. */
export async function GET(): Promise<Response> {
  try {
    const owner = await visitorOwner();
    const conversations = owner ? await listConversations(await getDatabase(), owner) : [];
    return Response.json({ conversations }, { headers: { 'cache-control': 'no-store' } });
  } catch (thrown) {
    return failure(thrown, dictionaryOf(await requestLocale()));
  }
}

/** Begins a conversation in which nothing has been said: to ask for a person at once. */
export async function POST(request: Request): Promise<Response> {
  try {
    const [db, owner] = await Promise.all([getDatabase(), visitorOwnerOrNew(request)]);
    await limit(db, 'write', owner);
    return Response.json({ id: await newConversation(db, owner) }, { status: 201 });
  } catch (thrown) {
    return failure(thrown, dictionaryOf(await requestLocale()));
  }
}
