import { failure } from '@/app/api/_http/failure';
import { visitorOwner } from '@/app/api/_http/visitor';
import { requestLocale } from '@/app/locale';
import { readConversation } from '@/lib/conversations/read';
import { getDatabase } from '@/lib/db/connection';
import { dictionaryOf } from '@/lib/i18n';

/** A conversation, to its owner alone. */
export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  try {
    const { id } = await params;
    const conversation = await readConversation(await getDatabase(), (await visitorOwner()) ?? '', id);
    return Response.json(conversation, { headers: { 'cache-control': 'no-store' } });
  } catch (thrown) {
    return failure(thrown, dictionaryOf(await requestLocale()));
  }
}
