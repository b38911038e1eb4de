import { type SQL, sql } from 'drizzle-orm';
import { beforeAll, expect, it } from 'vitest';
import type { Database } from '@/lib/db/connection';
import { describeOnBothDatabases } from '@/lib/db/testing';
import { record } from './audit';
import { verifyAuditChain } from './audit-chain';

const actor = { id: 'r', name: '박검토' };
const wrote = (db: Database, id: string) =>
  record(db, actor, 'entry.publish', { type: 'entry', id }, { after: { answer: '연 3.5% "고정"', n: 1.5 } });

describeOnBothDatabases('the audit chain', (db) => {
  beforeAll(async () => {
    for (const id of ['1', '2', '3', '4']) await wrote(db(), id);
  });

  /** Does what only the database's owner can, looks at the chain, and takes it back. */
  async function tampered(...statements: SQL[]) {
    let report: Awaited<ReturnType<typeof verifyAuditChain>> | undefined;
    const { head } = await verifyAuditChain(db());
    await db()
      .transaction(async (tx) => {
        await tx.execute(sql`alter table audit_log disable trigger user`);
        await tx.execute(sql`alter table audit_chain disable trigger user`);
        for (const statement of statements) await tx.execute(statement);
        report = await verifyAuditChain(tx, head);
        tx.rollback();
      })
      .catch(() => {});
    return report?.problem;
  }

  it('verifies what was written, in the order of the commits', async () => {
    const before = await verifyAuditChain(db());
    expect(before).toEqual({ rows: 4, head: expect.stringMatching(/^[0-9a-f]{64}$/) });
    await Promise.all(Array.from({ length: 20 }, (_, i) => db().transaction((tx) => wrote(tx, `p${i}`))));
    const after = await verifyAuditChain(db(), before.head);
    expect(after).toMatchObject({ rows: 24 });
    expect(after.problem).toBeUndefined();
  });

  it('takes back its link when the transaction is rolled back', async () => {
    const { rows } = await verifyAuditChain(db());
    const failing = db().transaction(async (tx) => {
      await wrote(tx, 'never');
      tx.rollback();
    });
    await expect(failing).rejects.toThrow();
    expect(await verifyAuditChain(db())).toMatchObject({ rows });
  });

  it('shows a row that was changed, in whatever column', async () => {
    for (const change of [
      sql`actor = '김상담'`,
      sql`at = at + interval '1 microsecond'`,
      sql`after = '{"answer": "연 9.5%"}'`,
      sql`after = null`,
    ]) {
      expect(await tampered(sql`update audit_log set ${change} where id = 2`)).toEqual({
        audit_id: 2,
        kind: 'changed',
      });
    }
  });

  it('shows a row that was removed: in the middle, with its link, or off the end', async () => {
    expect(await tampered(sql`delete from audit_log where id = 2`)).toEqual({ audit_id: 2, kind: 'removed' });
    const both = [sql`delete from audit_log where id = 2`, sql`delete from audit_chain where audit_id = 2`];
    expect(await tampered(...both)).toEqual({ audit_id: 3, kind: 'removed' });
    const end = [
      sql`delete from audit_log where id = (select max(id) from audit_log)`,
      sql`delete from audit_chain where position = (select max(position) from audit_chain)`,
    ];
    expect(await tampered(...end)).toEqual({ kind: 'removed' });
  });

  it('shows a row that was put in, and a link that was made up for it', async () => {
    const row = sql`insert into audit_log (id, actor_id, actor, action, subject_type, subject_id)
      values (999, 'r', '박검토', 'entry.publish', 'entry', 'x')`;
    expect(await tampered(row)).toEqual({ audit_id: 999, kind: 'put_in' });
    const link = sql`insert into audit_chain select max(position) + 1, 999, repeat('0', 64) from audit_chain`;
    expect(await tampered(row, link)).toEqual({ audit_id: 999, kind: 'changed' });
  });

  it('cannot be changed by the application', async () => {
    for (const attempt of [
      'update audit_chain set hash = hash',
      'delete from audit_chain',
      'truncate audit_chain',
    ]) {
      await expect(db().execute(attempt)).rejects.toMatchObject({
        cause: expect.objectContaining({ message: 'audit_log is append-only' }),
      });
    }
  });
});
