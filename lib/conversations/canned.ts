import { asc, eq, sql } from 'drizzle-orm';
import { z } from 'zod';
import { type Actor, record } from '@/lib/auth/audit';
import type { Database } from '@/lib/db/connection';
import { audit_log, canned_replies } from '@/lib/db/schema';
import { OndamError } from '@/lib/errors';
import { maskPersonalData } from '@/lib/guard/personal-data';

/** A text that agents send often. */
export type CannedReply = Pick<typeof canned_replies.$inferSelect, 'id' | 'title' | 'text'>;

const typed = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine((text) => !/[\0\p{Surrogate}]/u.test(text))
    .transform((text) => maskPersonalData(text).text);

export const cannedReplySchema = z.strictObject({ title: typed(40), text: typed(1000) });

/** What a new inbox begins with. Their ids are fixed, so that two who look first do not make them twice. */
const FIRST_REPLIES: CannedReply[] = [
  ['인사', '안녕하세요, 온담은행 상담원이에요. 남겨 주신 내용을 보고 있어요. 잠시만 기다려 주세요.'],
  ['확인하는 중', '말씀하신 내용을 확인하고 있어요. 2~3분쯤 걸릴 수 있어요. 끝나는 대로 알려 드릴게요.'],
  [
    '개인정보는 적지 마세요',
    '이 채팅에는 주민등록번호, 계좌번호, 카드번호, 비밀번호를 적지 마세요. 저희도 여기에서는 묻지 않아요.',
  ],
  [
    '본인 확인이 필요해요',
    '계좌를 직접 보거나 바꾸는 일은 본인 확인이 필요해요. 1588-0000으로 전화하시거나 신분증을 가지고 영업점으로 와 주세요.',
  ],
  ['마무리', '더 궁금한 점이 있으세요? 없으시면 상담을 마칠게요. 이용해 주셔서 고맙습니다.'],
].map(([title, text], i) => ({ id: `5eed0000-0000-4000-8000-00000000000${i}`, title, text }));

const { id, title, text } = canned_replies;
const shown = { id, title, text };

/** By title; an inbox in which nobody has touched them yet gets the ones that one begins with. */
export async function listCannedReplies(db: Database): Promise<CannedReply[]> {
  const list = () => db.select(shown).from(canned_replies).orderBy(asc(title));
  const there = await list();
  if (there.length > 0 || (await touched(db))) return there;
  await db.insert(canned_replies).values(FIRST_REPLIES).onConflictDoNothing();
  return list();
}

/** Whether anybody ever wrote or deleted one: then none means that none is wanted. */
async function touched(db: Database): Promise<boolean> {
  const [row] = await db
    .select({ one: sql`1` })
    .from(audit_log)
    .where(eq(audit_log.subject_type, 'canned_reply'))
    .limit(1);
  return row !== undefined;
}

export async function addCannedReply(
  db: Database,
  actor: Actor,
  given: z.infer<typeof cannedReplySchema>,
): Promise<CannedReply> {
  return db.transaction(async (tx) => {
    const [made] = await tx.insert(canned_replies).values(given).returning(shown);
    await record(tx, actor, 'canned_reply.create', { type: 'canned_reply', id: made.id }, { after: made });
    return made;
  });
}

/** @throws canned_reply_not_found */
export async function changeCannedReply(
  db: Database,
  actor: Actor,
  id: string,
  given: z.infer<typeof cannedReplySchema>,
): Promise<CannedReply> {
  return db.transaction(async (tx) => {
    const before = await lockedReply(tx, id);
    const [after] = await tx
      .update(canned_replies)
      .set(given)
      .where(eq(canned_replies.id, id))
      .returning(shown);
    await record(tx, actor, 'canned_reply.change', { type: 'canned_reply', id }, { before, after });
    return after;
  });
}

/** @throws canned_reply_not_found */
export async function deleteCannedReply(db: Database, actor: Actor, id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const before = await lockedReply(tx, id);
    await tx.delete(canned_replies).where(eq(canned_replies.id, id));
    await record(tx, actor, 'canned_reply.delete', { type: 'canned_reply', id }, { before });
  });
}

async function lockedReply(tx: Database, id: string): Promise<CannedReply> {
  const uuid = z.uuid().safeParse(id).data;
  const [reply] = uuid
    ? await tx.select(shown).from(canned_replies).where(eq(canned_replies.id, uuid)).for('update')
    : [];
  if (!reply) throw new OndamError('canned_reply_not_found');
  return reply;
}
