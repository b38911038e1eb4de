import { expect, it } from 'vitest';
import { announce, Changes } from './changes';
import { describeOnBothDatabases } from './testing';

describeOnBothDatabases('changes', (db, connection) => {
  it('tells of what was announced once it is committed, and never of what was taken back', async () => {
    const changes = await Changes.of(connection());
    const heard: string[] = [];
    changes.on('conversation:kept', () => heard.push('kept'));
    changes.on('conversation:undone', () => heard.push('undone'));
    const undone = db().transaction(async (tx) => {
      await announce(tx, 'conversation:undone');
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await db().transaction(async (tx) => {
      await announce(tx, 'conversation:kept');
      expect(heard).toEqual([]);
    });
    await expect.poll(() => heard).toEqual(['kept']);
  });

  it('counts the changes of a busy moment as one, and ends with its signal', async () => {
    const changes = await Changes.of(connection());
    const controller = new AbortController();
    let heard = 0;
    changes.on('queue', () => heard++);
    let rounds = 0;
    for await (const _ of changes.watch('queue', controller.signal, 60_000)) {
      rounds++;
      if (rounds === 1) {
        for (let i = 0; i < 5; i++) await announce(db(), 'queue');
        await expect.poll(() => heard).toBe(5);
      }
      if (rounds === 2) setTimeout(() => controller.abort(), 50);
    }
    expect(rounds).toBe(2);
  });
});
