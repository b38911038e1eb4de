import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { CliError } from '@/training/cli/shared';
import type { BenchResult } from './types';

const CHUNKS = '.next/static/chunks';
const PAGES = { customer: '/', staff: '/staff/sign-in' };

/**
 * What a page makes a browser load, of a server that runs (ONDAM_URL, http://localhost:3000): its scripts and styles,
 * as sent and compressed. With Lighthouse on the path (npm install --global lighthouse), its scores too.
 */
export async function bench(): Promise<BenchResult> {
  const site = process.env.ONDAM_URL ?? 'http://localhost:3000';
  if (!existsSync(CHUNKS)) throw new CliError('not_built', 'build first: npm run build');
  const pages: Record<string, unknown> = {};
  for (const [name, route] of Object.entries(PAGES)) {
    const html = await fetch(site + route).then(
      (response) => response.text(),
      () => {
        throw new CliError('no_server', `nothing answers at ${site}: npm start, or set ONDAM_URL`);
      },
    );
    const files = [
      ...new Set([...html.matchAll(/\/_next\/static\/[^"'\\ ]+\.(?:js|css)/g)].map(([file]) => file)),
    ];
    pages[name] = {
      html_bytes: Buffer.byteLength(html),
      ...(await sizes(site, files)),
      lighthouse: lighthouse(site + route),
    };
    console.log(name, JSON.stringify(pages[name]));
  }
  return { pages, all_chunks: readdirSync(CHUNKS).reduce((sum, f) => sum + sizeOf(path.join(CHUNKS, f)), 0) };
}

async function sizes(site: string, files: string[]) {
  const bodies = await Promise.all(
    files.map(async (file) => Buffer.from(await (await fetch(site + file)).arrayBuffer())),
  );
  const sum = (of: (body: Buffer) => number, ending: string) =>
    bodies.reduce((total, body, i) => total + (files[i].endsWith(ending) ? of(body) : 0), 0);
  return {
    script_bytes: sum((body) => body.length, '.js'),
    script_gzip: sum((body) => gzipSync(body).length, '.js'),
    script_brotli: sum((body) => brotliCompressSync(body).length, '.js'),
    style_gzip: sum((body) => gzipSync(body).length, '.css'),
  };
}

const sizeOf = (file: string) => (file.endsWith('.js') ? readFileSync(file).length : 0);

function lighthouse(url: string): Record<string, number> | string {
  const flags = ['--output=json', '--quiet', '--chrome-flags=--headless --no-sandbox --disable-gpu'];
  const { stdout, error, status } = spawnSync('lighthouse', [url, ...flags], {
    encoding: 'utf8',
    timeout: 180_000,
  });
  if (error || status !== 0) return 'not installed';
  const { categories } = JSON.parse(stdout) as { categories: Record<string, { score: number }> };
  return Object.fromEntries(Object.entries(categories).map(([name, { score }]) => [name, score]));
}
