import { randomInt } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Citation } from '@/lib/answer/citation';
import { citationOf } from '@/lib/answer/plan';
import { sentencesOf } from '@/lib/answer/sentences';
import type { Suggestion } from '@/lib/answer/suggest';
import { missingSentences } from '@/lib/answer/write';
import type { Database } from '@/lib/db/connection';
import { conversations, messages } from '@/lib/db/schema';
import { OndamError } from '@/lib/errors';
import { type EntryVersion, readEntry } from '@/lib/knowledge/served';
import { passageOf } from '@/model/prompt';
import { politely, VARIANTS } from './courtesies';

export const TONES = ['polite', 'short', 'detailed'] as const;
export type Tone = (typeof TONES)[number];

/**
 * A reply to a customer for staff to finish: of an answer's words and of the entries that it cites, as they are served
 * today, and of nothing else. Empty where nothing is cited that is still served.
 *
 * @returns the text, and what it is to be checked against
 */
export async function draftReply(
  db: Database,
  { text, citations }: Suggestion,
  tone: Tone,
): Promise<Suggestion> {
  const found = await Promise.all(citations.map(({ id }) => readEntry(db, id)));
  const entries = found.filter((entry) => entry !== undefined);
  if (entries.length === 0) return { text: '', citations: [] };
  const unchanged = citations.every(({ version }, i) => found[i]?.version === version);
  // Words on a text that was replaced since are not to go out.
  const said = unchanged ? withoutAlternative(text, citations) : entries[0].answer;
  return { text: inTone(tone, said, entries), citations: entries.map(citationOf) };
}

/** @param said what the bot answered @param entries what it rests on, the first of them first */
export function inTone(tone: Tone, said: string, entries: readonly EntryVersion[]): string {
  switch (tone) {
    case 'polite':
      return politely(said, randomInt(VARIANTS));
    case 'short':
      return shortened(said, entries[0]);
    case 'detailed':
      return entries.map(({ answer }) => answer).join('\n\n');
  }
}

/** The first sentence, then those of the entry that hold facts which it lacks. */
function shortened(said: string, entry: EntryVersion): string {
  const [first] = sentencesOf(said);
  const missing = missingSentences(first, { facts: entry.facts, citations: [citationOf(entry)] });
  return [first, ...missing].join(' ');
}

/** An answer may end with the question and text of an entry that may have been meant instead: no reply needs both. */
const withoutAlternative = (text: string, citations: readonly Citation[]) =>
  citations.reduce((shorter, citation) => shorter.replace(`\n\n${passageOf(citation)}`, ''), text);

/**
 * An answer that somebody of the bank got from the assistant.
 *
 * @throws message_not_found when it is not theirs
 */
export async function ownAnswer(db: Database, owner: string, message_id: string): Promise<Suggestion> {
  const [row] = await db
    .select({ text: messages.text, citations: messages.citations })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversation_id))
    .where(and(eq(messages.id, message_id), eq(messages.role, 'assistant'), eq(conversations.owner, owner)));
  if (!row) throw new OndamError('message_not_found');
  return { text: row.text, citations: row.citations ?? [] };
}
