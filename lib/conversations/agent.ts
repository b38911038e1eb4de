import { and, eq, isNull } from 'drizzle-orm';
import { withoutPersonalData } from '@/lib/answer/text';
import { record } from '@/lib/auth/audit';
import { may } from '@/lib/auth/permissions';
import type { Signed } from '@/lib/auth/session';
import type { Database } from '@/lib/db/connection';
import { handoffs, staff } from '@/lib/db/schema';
import { OndamError } from '@/lib/errors';
import type { Closing } from './closings';
import { addMessage, closeHandoff, lockConversation, type Notice } from './handoff';

/** Who does it: somebody of the bank. */
export type Agent = Pick<Signed, 'id' | 'name' | 'role'>;

/**
 * Takes a waiting conversation; of several who try at once, one has it. For whoever has it already, nothing changes.
 *
 * @throws conversation_not_found; handoff_not_found when it does not wait; handoff_taken
 */
export async function claim(db: Database, agent: Agent, conversation_id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const open = await openHandoff(tx, conversation_id);
    if (open.agent_id === agent.id) return;
    if (open.agent_id) throw new OndamError('handoff_taken');
    await tx
      .update(handoffs)
      .set({ agent_id: agent.id, claimed_at: new Date() })
      .where(eq(handoffs.id, open.id));
    await notify(tx, conversation_id, 'claimed', agent.name);
    await log(tx, agent, 'claim', conversation_id, { handoff_id: open.id });
  });
}

/**
 * Says something to the customer; personal data in it is masked.
 *
 * @throws as cleanQuestion and `held`
 */
export async function reply(
  db: Database,
  agent: Agent,
  conversation_id: string,
  typed: string,
): Promise<void> {
  const { text, masked } = withoutPersonalData(typed);
  await db.transaction(async (tx) => {
    await held(tx, agent, conversation_id);
    await addMessage(tx, conversation_id, { role: 'agent', author: agent.name, text, masked });
    await log(tx, agent, 'reply', conversation_id, { length: text.length });
  });
}

/**
 * Puts a conversation back into the queue, at the place that its time of waiting gives it. Whoever manages the team
 * may do so with anybody's, so that no customer is left with an agent who is gone.
 *
 * @throws as `held`
 */
export async function release(db: Database, agent: Agent, conversation_id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const open = may(agent.role, 'team.manage')
      ? await openHandoff(tx, conversation_id)
      : await held(tx, agent, conversation_id);
    if (!open.agent_id) throw new OndamError('handoff_not_claimed');
    await tx.update(handoffs).set({ agent_id: null, claimed_at: null }).where(eq(handoffs.id, open.id));
    await notify(tx, conversation_id, 'agent_left', open.agent ?? '');
    await log(tx, agent, 'release', conversation_id, { handoff_id: open.id, agent: open.agent });
  });
}

/** Gives the conversation back to the bot. @throws as `held` */
export async function returnToBot(db: Database, agent: Agent, conversation_id: string): Promise<void> {
  await db.transaction(async (tx) => {
    const { id } = await held(tx, agent, conversation_id);
    const notice = { text: 'returned', author: agent.name } as const;
    await closeHandoff(tx, conversation_id, 'returned_to_bot', notice);
    await log(tx, agent, 'return', conversation_id, { handoff_id: id });
  });
}

/** Ends the agent's part of the conversation: what the customer asks next, the bot answers. @throws as `held` */
export async function close(
  db: Database,
  agent: Agent,
  conversation_id: string,
  outcome: Closing,
): Promise<void> {
  await db.transaction(async (tx) => {
    const { id } = await held(tx, agent, conversation_id);
    await closeHandoff(tx, conversation_id, outcome, { text: 'closed', author: agent.name });
    await log(tx, agent, 'close', conversation_id, { handoff_id: id, outcome });
  });
}

/** The open hand-off of a conversation, which stays locked. @throws conversation_not_found; handoff_not_found */
async function openHandoff(tx: Database, conversation_id: string) {
  await lockConversation(tx, conversation_id);
  const [open] = await tx
    .select({ id: handoffs.id, agent_id: handoffs.agent_id, agent: staff.name })
    .from(handoffs)
    .leftJoin(staff, eq(staff.id, handoffs.agent_id))
    .where(and(eq(handoffs.conversation_id, conversation_id), isNull(handoffs.closed_at)));
  if (!open) throw new OndamError('handoff_not_found');
  return open;
}

/** As `openHandoff`, of this agent alone. @throws handoff_not_claimed; handoff_taken when it is another's */
async function held(tx: Database, agent: Agent, conversation_id: string) {
  const open = await openHandoff(tx, conversation_id);
  if (!open.agent_id) throw new OndamError('handoff_not_claimed');
  if (open.agent_id !== agent.id) throw new OndamError('handoff_taken');
  return open;
}

const notify = (tx: Database, conversation_id: string, text: Notice, author: string) =>
  addMessage(tx, conversation_id, { role: 'notice', text, author });

const log = (tx: Database, agent: Agent, verb: string, conversation_id: string, after: object) =>
  record(tx, agent, `handoff.${verb}`, { type: 'conversation', id: conversation_id }, { after });
