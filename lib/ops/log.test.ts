import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Connection, openEmbedded } from '@/lib/db/connection';
import { conversations } from '@/lib/db/schema';
import { createLog, currentRequest } from './log';

describe('the log', () => {
  const lines: string[] = [];
  const log = createLog({ write: (line: string) => void lines.push(line) });
  let connection: Connection;
  beforeAll(async () => {
    connection = await openEmbedded();
  });
  afterAll(() => connection.close());

  it('tells of a failed query what failed, and nothing that was in it', async () => {
    const said = '분홍고래를 보았어요, 010-2345-6789';
    const { db } = connection;
    for (const failing of [
      db.insert(conversations).values({ id: said, owner: said }),
      db.execute(sql`select * from nowhere where text = ${said}`),
    ]) {
      await failing.then(
        () => expect.unreachable(),
        (err) => log.error({ err }, 'failed'),
      );
    }
    const [insert, select] = lines.splice(0).map((line) => JSON.parse(line));
    expect(insert).toMatchObject({ level: 'error', msg: 'failed', err: { cause: { code: '22P02' } } });
    expect(select.err.cause.code).toBe('42P01');
    for (const line of [insert, select]) expect(JSON.stringify(line.err.message)).toContain('Failed query');
    expect(JSON.stringify([insert, select])).not.toMatch(/분홍고래|2345/);
  });

  it('names the request on each of its lines, and on no other', async () => {
    const work = async (request_id: string) => {
      await new Promise((resolve) => setImmediate(resolve));
      log.warn(request_id);
    };
    await Promise.all(
      ['a', 'b'].map((request_id) => currentRequest.run({ request_id }, () => work(request_id))),
    );
    log.warn('none');
    const read = lines.splice(0).map((line) => JSON.parse(line));
    expect(read.map(({ msg, request_id }) => [msg, request_id])).toEqual([
      ['a', 'a'],
      ['b', 'b'],
      ['none', undefined],
    ]);
  });
});
