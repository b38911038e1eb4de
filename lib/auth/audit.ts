import { and, desc, eq, gte, lt, or, sql } from 'drizzle-orm';
import type { Database } from '@/lib/db/connection';
import { audit_log } from '@/lib/db/schema';

/** Who does something: a person of the bank, or a program under its own name. */
export interface Actor {
  id: string;
  name: string;
}

export type AuditRow = typeof audit_log.$inferSelect;

/** Writes down what was done, in the transaction that does it: neither stands without the other. */
export async function record(
  tx: Database,
  actor: Actor,
  action: string,
  subject: { type: string; id: string },
  { before, after }: { before?: unknown; after?: unknown },
): Promise<void> {
  await tx.insert(audit_log).values({
    actor_id: actor.id,
    actor: actor.name,
    action,
    subject_type: subject.type,
    subject_id: subject.id,
    before,
    after,
  });
}

/**
 * The log, newest first.
 *
 * @param text occurs in the subject's id, the action or the actor @param before_id rows older than that one
 */
export async function auditLog(
  db: Database,
  {
    text,
    action,
    since,
    before_id,
    limit = 50,
  }: { text?: string; action?: string; since?: Date; before_id?: number; limit?: number } = {},
): Promise<AuditRow[]> {
  const holds = (column: typeof audit_log.actor | typeof audit_log.subject_id | typeof audit_log.action) =>
    sql`strpos(lower(${column}), lower(${text?.trim() ?? ''}::text)) > 0`;
  return db
    .select()
    .from(audit_log)
    .where(
      and(
        text ? or(holds(audit_log.actor), holds(audit_log.subject_id), holds(audit_log.action)) : undefined,
        action ? eq(audit_log.action, action) : undefined,
        since ? gte(audit_log.at, since) : undefined,
        before_id ? lt(audit_log.id, before_id) : undefined,
      ),
    )
    .orderBy(desc(audit_log.id))
    .limit(limit);
}
