import { visitorOwner } from '@/app/api/_http/visitor';
import { isLabPublic } from '@/app/lab/access';
import { requestLocale } from '@/app/locale';
import { readConversation } from '@/lib/conversations/read';
import { getDatabase } from '@/lib/db/connection';
import { asOndamError } from '@/lib/errors';
import { dictionaryOf, errorBody } from '@/lib/i18n';
import { log } from '@/lib/ops/log';
import { Chat } from './chat';
import type { ChatState } from './chat-state';

/** The customer's chat. `?c=` names the conversation to go on with; `?q=` is a question to begin with, not sent yet. */
export default async function CustomerPage({
  searchParams,
}: {
  searchParams: Promise<{ c?: string | string[]; q?: string | string[] }>;
}) {
  const { c: id, q } = await searchParams;
  return (
    <Chat
      words={dictionaryOf(await requestLocale())}
      initial={await stateOf(id)}
      typed={typeof q === 'string' ? q : ''}
      lab={isLabPublic()}
    />
  );
}

async function stateOf(id: string | string[] | undefined): Promise<ChatState> {
  const empty: ChatState = { messages: [], answering: false, handling: { handler: 'bot' } };
  if (typeof id !== 'string') return empty;
  try {
    const owner = await visitorOwner();
    const { messages, handling } = await readConversation(await getDatabase(), owner ?? '', id);
    return { conversationId: id, messages, handling, answering: false };
  } catch (thrown) {
    const error = asOndamError(thrown);
    if (error.code === 'internal') log.error({ err: error.cause }, 'the page failed');
    return { ...empty, problem: { error: errorBody(dictionaryOf(await requestLocale()), error) } };
  }
}
