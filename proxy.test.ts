import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { NextRequest } from 'next/server';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { getConnection } from '@/lib/db/connection';
import { proxy } from './proxy';

const folder = mkdtempSync(path.join(os.tmpdir(), 'ondam-proxy-'));

beforeAll(() => {
  process.env.DATABASE_URL = '';
  process.env.ONDAM_DATA_DIR = folder;
});
afterAll(async () => {
  await (await getConnection()).close();
  rmSync(folder, { recursive: true });
});

const open = (address: string, headers: Record<string, string> = {}) =>
  proxy(
    new NextRequest('http://localhost/', {
      headers: { accept: 'text/html', 'x-forwarded-for': address, ...headers },
    }),
  );

it('an address that opens pages without end gets a page that says when to come back; others get theirs', async () => {
  let refused: Response | undefined;
  for (let i = 0; i < 400 && refused?.status !== 429; i++) refused = await open('192.0.2.1');
  expect(refused?.status).toBe(429);
  expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  const page = (await refused?.text()) ?? '';
  expect(page).toContain('lang="ko"');
  expect(page).toContain('tel:1588-0000');
  expect(await (await open('192.0.2.1', { cookie: 'ondam_locale=en' })).text()).toContain('lang="en"');
  expect((await open('192.0.2.2')).status).toBe(200);
  // What a page loads besides is not counted.
  expect((await open('192.0.2.1', { accept: 'application/json' })).status).toBe(200);
});
