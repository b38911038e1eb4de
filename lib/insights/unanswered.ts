import { and, desc, eq, gte, inArray, ne, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Database } from '@/lib/db/connection';
import { conversations, entry_versions, feedback, messages } from '@/lib/db/schema';
import type { Embed } from '@/lib/knowledge/search';
import type { Knowledge } from '@/lib/knowledge/service';
import { cluster } from './cluster';
import { draftedQuestion } from './draft';
import { type Period, since } from './period';

/** Questions of one subject that found no answer, or none that helped. */
export interface UnansweredCluster {
  /** The question in the middle of them. */
  question: string;
  /** Each wording once, the exemplar first. */
  wordings: string[];
  /** The replies to all of them, the exemplar's first. */
  message_ids: string[];
  /** The published entry that is nearest. */
  nearest?: { id: string; question: string; score: number };
  /** An entry that is being drafted about it. */
  draft?: string;
}

/** So many of the newest questions are looked at: embedding them takes seconds. */
const MOST_QUESTIONS = 400;
const MOST_CLUSTERS = 20;

/**
 * What customers asked in a period without getting help, by subject, the most frequent first: the bank had no text, it
 * was not clear which was meant, or the answer was marked down and nobody has looked at it yet.
 */
export async function unansweredClusters(
  db: Database,
  days: Period,
  embed: Embed,
  knowledge: Pick<Knowledge, 'consider'>,
): Promise<UnansweredCluster[]> {
  const asked = await unanswered(db, days);
  const texts = [...new Set(asked.map(({ question }) => question))];
  const vectors = await embed(texts);
  const vectorOf = new Map(texts.map((text, i) => [text, vectors[i]]));
  const groups = cluster(asked.map(({ question }) => vectorOf.get(question)!)).slice(0, MOST_CLUSTERS);
  const drafts = await openDrafts(db);
  return Promise.all(
    groups.map(async (group) => {
      const members = group.map((i) => asked[i]);
      const wordings = [...new Set(members.map(({ question }) => question))];
      const [hit] = (await knowledge.consider(wordings[0], 1)).hits;
      return {
        question: wordings[0],
        wordings,
        message_ids: members.map(({ id }) => id),
        nearest: hit && { id: hit.entry.id, question: hit.entry.question, score: hit.score },
        draft: wordings.flatMap((wording) => drafts.get(draftedQuestion(wording)) ?? [])[0],
      };
    }),
  );
}

async function unanswered(db: Database, days: Period): Promise<{ id: string; question: string }[]> {
  const question = alias(messages, 'question');
  const confidence = sql`coalesce(${messages.trace}->>'confidence', '')`;
  return db
    .select({ id: messages.id, question: question.text })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversation_id))
    .innerJoin(question, eq(question.id, messages.reply_to))
    .leftJoin(feedback, eq(feedback.message_id, messages.id))
    .where(
      and(
        ne(conversations.channel, 'staff'),
        eq(messages.role, 'assistant'),
        gte(messages.created_at, since(days)),
        or(
          and(
            ne(messages.action, 'answer'),
            sql`${messages.trace}->>'intent' = 'question'`,
            // What takes a human being is no gap in the knowledge.
            sql`${confidence} not in ('person', 'crisis')`,
          ),
          and(eq(feedback.rating, 'down'), eq(feedback.status, 'open')),
        ),
      ),
    )
    .orderBy(desc(messages.created_at))
    .limit(MOST_QUESTIONS);
}

/** The entries that wait for a reviewer or for publication, by each of their wordings. */
async function openDrafts(db: Database): Promise<Map<string, string>> {
  const { entry_id, question, variants, status } = entry_versions;
  const rows = await db
    .select({ entry_id, question, variants })
    .from(entry_versions)
    .where(inArray(status, ['draft', 'reviewed']));
  return new Map(rows.flatMap((row) => [row.question, ...row.variants].map((text) => [text, row.entry_id])));
}

/** As `embed`, keeping the vectors of the texts that it was given last: most of them come again. */
export function keeping(embed: Embed): Embed {
  let kept = new Map<string, Float32Array>();
  return async (texts) => {
    const fresh = texts.filter((text) => !kept.has(text));
    const made = await embed(fresh);
    const known = new Map([...kept, ...fresh.map((text, i) => [text, made[i]] as const)]);
    kept = new Map(texts.map((text) => [text, known.get(text)!]));
    return texts.map((text) => known.get(text)!);
  };
}
