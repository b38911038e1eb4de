import { and, eq, inArray, ne } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { record } from '@/lib/auth/audit';
import type { Database } from '@/lib/db/connection';
import { conversations, entries, entry_versions, feedback, messages } from '@/lib/db/schema';
import { OndamError } from '@/lib/errors';
import { draftNew, type Editor } from '@/lib/knowledge/editing';
import { type Entry, entrySchema } from '@/lib/knowledge/entry';
import { today } from '@/lib/knowledge/served';

/** What stands in a draft until somebody writes it. */
const TO_WRITE = '[작성 필요] 이 질문에 고객이 읽을 답을 써 주세요.';
const SOURCE_TO_WRITE = '작성 중';

/** Where a draft goes that belongs to no area yet. */
const OTHER = { area: '기타', prefix: 'misc' };

/** As many wordings as are worth an editor's reading; an entry's schema allows more. */
const MOST_VARIANTS = 20;

/**
 * Begins an entry from replies that did not help: the first one's question becomes the entry's, the others' its
 * variants, and what was answered its answer. Marks on those replies that were down are handled by it.
 *
 * @returns the new entry's id
 * @throws message_not_found when one is no reply to a customer
 */
export async function draftFrom(
  db: Database,
  editor: Editor,
  message_ids: readonly string[],
): Promise<string> {
  return db.transaction(async (tx) => {
    const replies = await repliesOf(tx, message_ids);
    const [first] = replies;
    const { area, prefix } = await placeOf(tx, first.citations?.[0]?.id);
    const id = await newEntryId(tx, prefix);
    const shown = first.action === 'answer' && first.trace?.wording !== 'fixed' ? first.text : '';
    const [question, ...variants] = new Set(replies.map((reply) => draftedQuestion(reply.question)));
    const entry: Entry = entrySchema.parse({
      id,
      area,
      question,
      variants: variants.slice(0, MOST_VARIANTS),
      answer: paragraphs(shown) || TO_WRITE,
      effective_date: today(),
      source: SOURCE_TO_WRITE,
    });
    await draftNew(tx, editor, entry);
    const handled = await tx
      .update(feedback)
      .set({ status: 'drafted' })
      .where(
        and(
          inArray(feedback.message_id, [...message_ids]),
          eq(feedback.rating, 'down'),
          eq(feedback.status, 'open'),
        ),
      )
      .returning({ message_id: feedback.message_id });
    for (const { message_id } of handled) {
      await record(
        tx,
        editor,
        'feedback.draft',
        { type: 'feedback', id: message_id },
        { before: { status: 'open' }, after: { status: 'drafted', entry_id: id } },
      );
    }
    return id;
  });
}

/** A customer's question in the form that an entry's may have: one line of at most 100 characters. */
export function draftedQuestion(text: string): string {
  const line = text.normalize('NFC').replace(/[\p{Control}\p{Surrogate}\s]+/gu, ' ');
  return [...line.trim()].slice(0, 100).join('').trim();
}

/** An answer in the form that an entry's may have. */
function paragraphs(text: string): string {
  const clean = text.normalize('NFC').replace(/[^\P{Control}\n]|\p{Surrogate}/gu, '');
  return [...clean.trim()].slice(0, 1000).join('').trim();
}

async function repliesOf(tx: Database, message_ids: readonly string[]) {
  const question = alias(messages, 'question');
  const { id, action, text, citations, trace } = messages;
  const found = await tx
    .select({ id, action, text, citations, trace, question: question.text })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversation_id))
    .innerJoin(question, eq(question.id, messages.reply_to))
    .where(and(inArray(id, [...message_ids]), ne(conversations.channel, 'staff')));
  const byId = new Map(found.map((reply) => [reply.id, reply]));
  return message_ids.map((wanted) => {
    const reply = byId.get(wanted);
    if (!reply) throw new OndamError('message_not_found');
    return reply;
  });
}

/** The area of the cited entry, and how ids begin there. */
async function placeOf(tx: Database, cited: string | undefined): Promise<typeof OTHER> {
  if (cited === undefined) return OTHER;
  const [row] = await tx
    .select({ area: entry_versions.area })
    .from(entry_versions)
    .where(eq(entry_versions.entry_id, cited))
    .limit(1);
  return row ? { area: row.area, prefix: cited.replace(/-\d+$/, '') } : OTHER;
}

/** Takes the next number of a prefix; of two who want the same one at once, the later gets the one after. */
async function newEntryId(tx: Database, prefix: string): Promise<string> {
  const numbers = (await tx.select().from(entries)).flatMap(({ id }) => {
    const number = id.startsWith(`${prefix}-`) ? id.slice(prefix.length + 1) : '';
    return /^\d+$/.test(number) ? [Number(number)] : [];
  });
  for (let next = Math.max(0, ...numbers) + 1; ; next++) {
    const id = `${prefix}-${String(next).padStart(2, '0')}`;
    const [made] = await tx.insert(entries).values({ id }).onConflictDoNothing().returning();
    if (made) return id;
  }
}
