import { expect, it } from 'vitest';
import { announce, Changes } from './changes';
import { openEmbedded } from './connection';

it('tells of what was announced once it is committed, and never of what was taken back', async () => {
  const connection = await openEmbedded();
  const changes = await Changes.of(connection);
  const heard: string[] = [];
  changes.on('conversation:kept', () => heard.push('kept'));
  changes.on('conversation:undone', () => heard.push('undone'));
  await connection.db
    .transaction(async (tx) => {
      await announce(tx, 'conversation:undone');
      throw new Error('undone');
    })
    .catch(() => {});
  await connection.db.transaction((tx) => announce(tx, 'conversation:kept'));
  await expect.poll(() => heard).toEqual(['kept']);
  await connection.close();
});

it('counts the changes of a busy moment as one, and ends with its signal', async () => {
  const connection = await openEmbedded();
  const changes = await Changes.of(connection);
  const controller = new AbortController();
  let rounds = 0;
  for await (const _ of changes.watch('queue', controller.signal, 60_000)) {
    rounds++;
    if (rounds === 1) for (let i = 0; i < 5; i++) await announce(connection.db, 'queue');
    if (rounds === 2) setTimeout(() => controller.abort(), 50);
  }
  expect(rounds).toBe(2);
  await connection.close();
});
