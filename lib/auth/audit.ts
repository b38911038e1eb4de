import { and, desc, eq, getTableColumns, gte, lt, sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Database } from '@/lib/db/connection';
import { audit_log, staff } from '@/lib/db/schema';

/** Who does something: a person of the bank, or a program under its own name. */
export interface Actor {
  id: string;
  name: string;
}

/** A row of the log; where somebody of the bank is the subject, with their name. */
export type AuditRow = typeof audit_log.$inferSelect & { subject_name: string | null };

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

/** Which rows of the log, as addresses name them; what is empty narrows nothing down. */
export const auditQuery = z.strictObject({
  /** Occurs in the actor, the action, the subject, or what changed. */
  text: z.string().max(100).optional(),
  action: z.string().max(100).optional(),
  /** From that day in Korea on. */
  since: z.preprocess(
    (day) => day || undefined,
    z.iso
      .date()
      .transform((day) => new Date(`${day}T00:00:00+09:00`))
      .optional(),
  ),
  /** Rows older than that one. */
  before_id: z.coerce.number().int().positive().optional(),
});

export type AuditFilter = z.infer<typeof auditQuery>;

/** The log, newest first. */
export async function auditLog(
  db: Database,
  { text = '', action, since, before_id }: AuditFilter = {},
  limit = 50,
): Promise<AuditRow[]> {
  const { id, at, actor, subject_type, subject_id, before, after } = audit_log;
  const texts = sql.join(
    [actor, audit_log.action, subject_id, staff.name, staff.email, before, after],
    sql`, `,
  );
  return db
    .select({ ...getTableColumns(audit_log), subject_name: staff.name })
    .from(audit_log)
    .leftJoin(staff, and(eq(subject_type, 'staff'), eq(subject_id, staff.id)))
    .where(
      and(
        text.trim()
          ? sql`strpos(lower(concat_ws(' ', ${texts})), lower(${text.trim()}::text)) > 0`
          : undefined,
        action ? eq(audit_log.action, action) : undefined,
        since ? gte(at, since) : undefined,
        before_id ? lt(id, before_id) : undefined,
      ),
    )
    .orderBy(desc(id))
    .limit(limit);
}

/** All of the log that the filter lets through, newest first, never holding more than some of it. */
export async function* auditPages(db: Database, filter: AuditFilter, size = 500): AsyncGenerator<AuditRow[]> {
  for (let before_id = filter.before_id; ; ) {
    const rows = await auditLog(db, { ...filter, before_id }, size);
    yield rows;
    if (rows.length < size) return;
    before_id = rows[rows.length - 1].id;
  }
}
