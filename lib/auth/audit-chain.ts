import { createHash } from 'node:crypto';
import { asc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { Database } from '@/lib/db/connection';
import { audit_chain, audit_log } from '@/lib/db/schema';

/** What a look at the whole chain found. */
export interface ChainReport {
  /** Rows that are as they were written, before the first problem. */
  rows: number;
  /** The last hash of them: kept elsewhere, it also shows later that rows were cut off the end. */
  head: string;
  problem?: { audit_id?: number; kind: 'changed' | 'removed' | 'put_in' };
}

const PAGE = 1000;

/**
 * Recomputes every hash of the audit log, in this process: a trigger that somebody replaced cannot vouch for itself.
 * Reads some of it at a time.
 *
 * @param known a head that an earlier report gave: rows are `removed` also when the chain no longer goes through it
 */
export async function verifyAuditChain(db: Database, known?: string): Promise<ChainReport> {
  let [rows, head, found] = [0, '', !known];
  for (let links = await linksAfter(db, 0); links.length > 0; links = await linksAfter(db, rows)) {
    for (const { position, audit_id, hash, content } of links) {
      const problem = (kind: 'changed' | 'removed') => ({ rows, head, problem: { audit_id, kind } });
      if (content === null || position !== rows + 1) return problem('removed');
      const expected = createHash('sha256').update(head).update(content).digest('hex');
      if (hash !== expected) return problem('changed');
      [rows, head, found] = [rows + 1, hash, found || hash === known];
    }
  }
  if (!found) return { rows, head, problem: { kind: 'removed' } };
  const audit_id = await unchainedRow(db);
  return { rows, head, ...(audit_id !== undefined && { problem: { audit_id, kind: 'put_in' } }) };
}

/** As the database's audit_log_content has it. */
const CONTENT = sql<string>`jsonb_build_array(${audit_log.id}, extract(epoch from ${audit_log.at}),
  ${audit_log.actor_id}, ${audit_log.actor}, ${audit_log.action}, ${audit_log.subject_type},
  ${audit_log.subject_id}, ${audit_log.before}, ${audit_log.after})::text`;

function linksAfter(db: Database, position: number) {
  const content = sql<string | null>`case when ${audit_log.id} is not null then ${CONTENT} end`;
  return db
    .select({
      position: audit_chain.position,
      audit_id: audit_chain.audit_id,
      hash: audit_chain.hash,
      content,
    })
    .from(audit_chain)
    .leftJoin(audit_log, eq(audit_log.id, audit_chain.audit_id))
    .where(gt(audit_chain.position, position))
    .orderBy(asc(audit_chain.position))
    .limit(PAGE);
}

/** A row that is in the log without a place in the chain. */
async function unchainedRow(db: Database): Promise<number | undefined> {
  const [row] = await db
    .select({ id: audit_log.id })
    .from(audit_log)
    .leftJoin(audit_chain, eq(audit_log.id, audit_chain.audit_id))
    .where(isNull(audit_chain.audit_id))
    .orderBy(asc(audit_log.id))
    .limit(1);
  return row?.id;
}
