import { and, eq, ne } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '@/lib/db/connection';
import { conversations, feedback, messages } from '@/lib/db/schema';
import { OndamError } from '@/lib/errors';
import { maskPersonalData } from '@/lib/guard/personal-data';
import { FEEDBACK_REASONS } from './feedback-reasons';

export const feedbackSchema = z.strictObject({
  rating: z.enum(['up', 'down']),
  reason: z.enum(FEEDBACK_REASONS).optional(),
  comment: z.string().trim().max(500).default(''),
});

/**
 * Keeps what a customer thinks of an answer of theirs, in place of what they thought before. Personal data in the
 * comment is masked.
 *
 * @throws message_not_found when it is no finished answer, or is somebody else's
 */
export async function giveFeedback(
  db: Database,
  owner: string,
  message_id: string,
  { rating, reason, comment }: z.infer<typeof feedbackSchema>,
): Promise<void> {
  if (!z.uuid().safeParse(message_id).success) throw new OndamError('message_not_found');
  const [mine] = await db
    .select({ id: messages.id })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversation_id))
    .where(
      and(
        eq(messages.id, message_id),
        eq(conversations.owner, owner),
        eq(messages.role, 'assistant'),
        ne(messages.status, 'streaming'),
      ),
    );
  if (!mine) throw new OndamError('message_not_found');
  const given = {
    rating,
    reason: rating === 'down' ? (reason ?? null) : null,
    comment: maskPersonalData(comment).text.replaceAll('\0', ''),
    status: 'open' as const,
    created_at: new Date(),
  };
  await db
    .insert(feedback)
    .values({ message_id, ...given })
    .onConflictDoUpdate({ target: feedback.message_id, set: given });
}
