import { randomUUID } from 'node:crypto';
import type { Database } from '@/lib/db/connection';
import { conversations, feedback, messages } from '@/lib/db/schema';

/** What a made reply may differ in. */
export type Given = Partial<typeof messages.$inferInsert> & {
  question: string;
  channel?: 'web' | 'staff';
  down?: Partial<typeof feedback.$inferInsert>;
};

/** A question and its reply, in a conversation of their own. @returns the reply's id */
export async function madeReply(db: Database, { question, channel, down, ...given }: Given): Promise<string> {
  const [conversation_id, question_id, id] = [randomUUID(), randomUUID(), randomUUID()];
  await db.insert(conversations).values({ id: conversation_id, owner: 'test', channel });
  const both = { conversation_id, status: 'complete' as const, created_at: given.created_at };
  await db.insert(messages).values({ ...both, id: question_id, position: 0, role: 'user', text: question });
  await db.insert(messages).values({
    id,
    ...both,
    position: 1,
    role: 'assistant',
    reply_to: question_id,
    text: '답변이에요.',
    action: 'answer',
    trace: { intent: 'question', wording: 'written' },
    ...given,
  });
  if (down) await db.insert(feedback).values({ message_id: id, rating: 'down', ...down });
  return id;
}

/** How a declined question's reply differs. */
export const declined = {
  action: 'handoff',
  text: '그 질문에 맞는 안내를 찾지 못했어요.',
  trace: { intent: 'question', wording: 'fixed', confidence: 'unanswerable' },
} as const;
