import { and, eq, isNull } from 'drizzle-orm';
import { z } from 'zod';
import { askAssistant } from '@/lib/assistant/ask';
import { draftReply, ownAnswer } from '@/lib/assistant/draft';
import type { StaffNotes } from '@/lib/assistant/notes';
import { readTurns } from '@/lib/assistant/turns';
import { claim, reply } from '@/lib/conversations/agent';
import type { Database } from '@/lib/db/connection';
import { handoffs } from '@/lib/db/schema';
import { asOndamError, OndamError } from '@/lib/errors';
import { slackWords } from '@/lib/i18n/bots';
import { limit } from '@/lib/ops/limits';
import { type BotParts, tellingFailure } from '../ask';
import { changeChat, chatOf } from '../chats';
import type { Work } from '../job';
import { type Job, note } from '../queue/jobs';
import { memberOf, post, type Slack, type SlackMember } from './api';
import { answerBlocks, draftBlocks } from './blocks';

export interface SlackParts extends BotParts {
  notes: StaffNotes;
}

/** A question to the assistant, or words for the customer of a hand-off's thread. */
export async function answerSlack(
  parts: SlackParts,
  slack: Slack,
  job: Job,
  work: Work<'slack.question'>,
  signal: AbortSignal,
): Promise<void> {
  const permission = work.reply ? 'inbox.use' : 'assistant.use';
  await asMember(parts.db, slack, job, { ...work, permission }, async (member) => {
    if (work.reply) return sayToCustomer(parts.db, member, work);
    await askFor(parts, slack, job, work, member, signal);
  });
}

/** A pressed button: a draft for a customer, or a customer taken. */
export async function doAction(
  parts: SlackParts,
  slack: Slack,
  job: Job,
  work: Work<'slack.action'>,
): Promise<void> {
  const { db } = parts;
  const permission = work.action === 'claim' ? 'inbox.use' : 'assistant.use';
  await asMember(db, slack, job, { ...work, permission }, async ({ agent, locale }) => {
    if (work.action === 'claim') return claim(db, agent, work.value);
    const words = slackWords[locale];
    const { text } = await draftReply(db, await ownAnswer(db, agent.id, work.value), 'polite');
    await post(slack, work, text || words.no_draft, text ? draftBlocks(text, words) : undefined);
  });
}

/** Does something for somebody of the bank; for anybody else it says, politely, that it does not. */
async function asMember(
  db: Database,
  slack: Slack,
  job: Job,
  {
    user,
    channel,
    thread,
    permission,
  }: { user: string; channel: string; thread?: string; permission: Parameters<typeof memberOf>[3] },
  run: (member: SlackMember) => Promise<void>,
): Promise<void> {
  const tell = async (text: string) => {
    await post(slack, { channel, thread }, text);
  };
  const asked = async () => {
    const member = await memberOf(db, slack, user, permission);
    if (!member) return tell(slackWords.ko.unknown);
    await run(member);
  };
  await tellingFailure(
    job,
    'ko',
    async () => {
      try {
        await asked();
      } catch (thrown) {
        if (asOndamError(thrown).code !== 'not_permitted') throw thrown;
        await tell(slackWords.ko.not_permitted);
      }
    },
    tell,
  );
}

const progressSchema = z.looseObject({ answer_id: z.uuid().optional(), posted: z.boolean().optional() });

async function askFor(
  { db, notes, ...parts }: SlackParts,
  slack: Slack,
  job: Job,
  { channel, thread, user, text }: Work<'slack.question'>,
  { agent, locale }: SlackMember,
  signal: AbortSignal,
): Promise<void> {
  const progress = progressSchema.parse(job.progress ?? {});
  if (progress.posted) return;
  const chat = await chatOf(db, {
    channel: 'slack',
    user: [channel, thread, user, agent.id].join(':'),
    locale,
  });
  let conversation_id = chat.conversation_id ?? undefined;
  if (!progress.answer_id) {
    await limit(db, 'question', agent.id);
    const events = await askAssistant(
      { conversation_id, text, sampling: {} },
      agent.id,
      { db, notes, ...parts },
      signal,
    );
    for await (const event of events) {
      if (event.type !== 'status' || event.state !== 'searching') continue;
      conversation_id = event.conversation_id;
      await changeChat(db, chat.id, { conversation_id });
      await note(db, job, { answer_id: event.message_id });
    }
  }
  if (!conversation_id) throw new OndamError('conversation_not_found');
  const turn = (await readTurns(db, notes, agent.id, conversation_id)).at(-1);
  if (!turn?.answer?.text) throw new OndamError('internal');
  await post(slack, { channel, thread }, turn.answer.text, answerBlocks(turn, slackWords[locale]));
  await note(db, job, { posted: true });
}

/** What an agent writes under the notice of their customer goes to the customer. */
async function sayToCustomer(
  db: Database,
  { agent }: SlackMember,
  { thread, text }: Work<'slack.question'>,
): Promise<void> {
  const [open] = await db
    .select({ conversation_id: handoffs.conversation_id })
    .from(handoffs)
    .where(and(eq(handoffs.slack_ts, thread ?? ''), isNull(handoffs.closed_at)));
  if (open) await reply(db, agent, open.conversation_id, text);
}
