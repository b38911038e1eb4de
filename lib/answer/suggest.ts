import { history } from '@/lib/conversations/thread';
import type { MessageRow } from '@/lib/db/schema';
import { OndamError } from '@/lib/errors';
import { readIntent } from '@/lib/guard/intent';
import type { Knowledge } from '@/lib/knowledge/service';
import type { Citation } from './citation';
import type { Question } from './guard';
import { answerPipeline } from './pipeline';
import { decideSampling } from './sampling';
import type { Writer } from './writer';

/** A draft of a reply for an agent to look through; empty where the knowledge has nothing on the question. */
export interface Suggestion {
  text: string;
  citations: Citation[];
}

/**
 * What the bot would say to the customer's last question, for the agent who has the conversation. The wish for a
 * person is no such question. Nothing is stored.
 *
 * @param shown the conversation's messages as they are shown
 * @throws nothing_to_suggest when nothing has been asked; busy, context_exceeded
 */
export async function suggestReply(
  shown: readonly MessageRow[],
  { model, knowledge }: { model: Writer; knowledge: Knowledge },
  signal: AbortSignal,
): Promise<Suggestion> {
  const said = shown.filter(({ role }) => role !== 'notice').map(asBot);
  const last = said.findLastIndex(
    ({ role, text }) => role === 'user' && readIntent(text, []).kind !== 'person',
  );
  if (last < 0) throw new OndamError('nothing_to_suggest');
  const before = history(said.slice(0, last));
  return suggestAnswer({ text: said[last].text, history: before }, { model, knowledge }, signal);
}

/**
 * What the bot would say to a question. Nothing is stored.
 *
 * @throws as cleanQuestion; busy, context_exceeded
 */
export async function suggestAnswer(
  question: Pick<Question, 'text' | 'history'>,
  { model, knowledge }: { model: Writer; knowledge: Knowledge },
  signal: AbortSignal,
): Promise<Suggestion> {
  const asked = { ...question, sampling: decideSampling({}), signal };
  const generation = await answerPipeline(model, knowledge).stream(asked);
  let text = '';
  let citations: Citation[] = [];
  for await (const piece of generation) {
    if (piece.type === 'token') text += piece.text;
    else if (piece.type === 'replace') text = piece.text;
    else if (piece.type === 'end') citations = piece.citations;
  }
  // Fixed replies rest on nothing and speak as the bot does: an agent has no use for them.
  return citations.length > 0 ? { text, citations } : { text: '', citations };
}

/** To the model an agent's replies are the assistant's. */
const asBot = (row: MessageRow): MessageRow => (row.role === 'agent' ? { ...row, role: 'assistant' } : row);
