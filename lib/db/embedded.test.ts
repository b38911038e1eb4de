import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openEmbedded } from './connection';
import { conversations } from './schema';

const place = mkdtempSync(path.join(os.tmpdir(), 'ondam-db-'));
const directory = path.join(place, 'deep', 'pg');
afterAll(() => rmSync(place, { recursive: true }));

describe('the embedded database on disk', () => {
  it('is one process’s alone, and keeps what was written when it is opened again', async () => {
    const first = await openEmbedded(directory);
    await first.db.insert(conversations).values({ owner: 'me' });
    await expect(openEmbedded(directory)).rejects.toThrow(/in use by another process.*ONDAM_DATA_DIR/);
    await first.close();

    const second = await openEmbedded(directory);
    expect(await second.db.select().from(conversations)).toMatchObject([{ owner: 'me' }]);
    await second.close();
  });
});
