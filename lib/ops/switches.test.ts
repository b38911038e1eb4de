import { expect, it } from 'vitest';
import { auditLog } from '@/lib/auth/audit';
import { Changes } from '@/lib/db/changes';
import { describeOnBothDatabases } from '@/lib/db/testing';
import { Switches, switchGeneration } from './switches';

const ADMIN = { id: 'somebody', name: '최관리' };

describeOnBothDatabases('the switch of generation', (db, connection) => {
  it('is on until somebody turns it off; then every process knows, what runs is told, and the log has it', async () => {
    const changes = await Changes.of(connection());
    const here = await Switches.of(db(), changes);
    const there = await Switches.of(db(), await Changes.of(connection()));
    const { on, off } = there.generation();
    expect([on, off.aborted]).toEqual([true, false]);

    expect(await switchGeneration(db(), ADMIN, false)).toMatchObject({ on: false, changed_by: '최관리' });
    await expect.poll(() => here.generation().on).toBe(false);
    await expect.poll(() => off.aborted).toBe(true);
    const [row] = await auditLog(db());
    expect(row).toMatchObject({
      actor: '최관리',
      action: 'switch.change',
      before: { on: true },
      after: { on: false },
    });

    await switchGeneration(db(), ADMIN, true);
    await expect.poll(() => there.generation()).toMatchObject({ on: true });
    expect(there.generation().off.aborted).toBe(false);
  });
});
