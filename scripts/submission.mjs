/**
 * `npm run submission`: the competition's package, submission/ondam.zip: the source as git tracks it, the model, the
 * report as PDF printed from the lab's pages, and screenshots. The same tree gives the same source and model, byte for
 * byte; what a browser draws has its dates taken out.
 */
import { execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { zipSync } from 'fflate';
import { ensureChromium } from './chromium.mjs';
import { fail, freePort, ROOT } from './commands.mjs';
import { ensureBuilt, ensureInstalled } from './prepare.mjs';
import { VIEWS } from './views.mjs';

const TARGET = path.join(ROOT, 'submission/ondam.zip');
/** A zip's times have no zone: the earliest that the format knows, in whatever zone this is. */
const EPOCH = new Date(1980, 0, 1);
/** How long the server may take to load the model, in milliseconds. */
const PATIENCE = 180_000;

/** Pages of the report, in its order, by their names in the package. */
const REPORT = { training: '/lab/training', evaluation: '/lab/evaluation', tour: '/lab/tour' };
const QUESTION = '정기예금을 중간에 깨면 이자가 얼마나 줄어드나요';
const PICTURES = {
  chat: '/',
  playground: '/lab',
  training: '/lab/training',
  tokens: '/lab/tokens',
  evaluation: '/lab/evaluation',
  pipeline: `/lab/pipeline?q=${encodeURIComponent(QUESTION)}`,
  tour: '/lab/tour',
};

await ensureInstalled();
await ensureBuilt();
const chromiumPath = await ensureChromium();
if (!chromiumPath)
  fail(
    'Chromium이 없어요. 설치한 뒤 CHROMIUM_PATH에 경로를 넣어 주세요.',
    'No Chromium: install one and set CHROMIUM_PATH.',
  );

const data = mkdtempSync(path.join(os.tmpdir(), 'ondam-submission-'));
const base = `http://localhost:${await freePort()}`;
const server = serve(new URL(base).port);
let drawn;
try {
  await ready();
  drawn = await draw();
} finally {
  server.kill();
  rmSync(data, { recursive: true, force: true });
}
const files = { ...source(), ...drawn };
pack(files);

/** The built server over an empty database of its own. */
function serve(port) {
  return spawn(process.execPath, ['node_modules/next/dist/bin/next', 'start', '-p', port], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...process.env,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      ONDAM_MODE: 'demo',
      DATABASE_URL: '',
      ONDAM_DATA_DIR: data,
    },
  });
}

async function ready() {
  for (const deadline = Date.now() + PATIENCE; Date.now() < deadline; await after(300)) {
    const health = await fetch(`${base}/api/health`).then(
      (response) => response.json(),
      () => undefined,
    );
    if (health?.status === 'ready') return;
    if (server.exitCode !== null) break;
  }
  server.kill();
  fail(
    '서버가 준비되지 않아 꾸러미를 만들지 못했어요.',
    'The server did not become ready: no package was made.',
  );
}

/** What git tracks, as it stands in the working tree: the model is among it. */
function source() {
  const names = execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0');
  return Object.fromEntries(
    names.filter(Boolean).map((name) => [`ondam/${name}`, readFileSync(path.join(ROOT, name))]),
  );
}

/** The report and the screenshots, from the real pages. */
async function draw() {
  const { chromium } = await import('@playwright/test');
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    args: ['--no-sandbox', '--disable-gpu'],
  });
  const found = {};
  const open = async (options) => {
    const context = await browser.newContext({
      ...options,
      baseURL: base,
      locale: 'ko-KR',
      timezoneId: 'Asia/Seoul',
      reducedMotion: 'reduce',
      colorScheme: 'light',
    });
    return context.newPage();
  };
  const settled = async (page, address) => {
    await page.goto(address, { waitUntil: 'load' });
    await page.locator('h1').first().waitFor();
    if (address.includes('pipeline')) await page.locator('main ol > li').first().waitFor({ timeout: 60_000 });
    await page.evaluate(() => document.fonts.ready);
    await page.waitForLoadState('networkidle');
  };
  try {
    for (const [name, address] of Object.entries(REPORT)) {
      // As wide as the paper's text at the browser's 96 dots an inch, so that charts are drawn to fit it.
      const page = await open({ viewport: { width: 703, height: 1000 } });
      await settled(page, address);
      await page.emulateMedia({ media: 'print' });
      const pdf = await page.pdf({
        format: 'A4',
        printBackground: true,
        preferCSSPageSize: true,
        tagged: true,
      });
      found[`report/${name}.pdf`] = undated(pdf);
      await page.context().close();
      console.log(`report/${name}.pdf`);
    }
    for (const [view, options] of Object.entries(VIEWS)) {
      for (const [name, address] of Object.entries(PICTURES)) {
        const page = await open(options);
        await settled(page, address);
        found[`screenshots/${name}-${view}.png`] = await page.screenshot({ animations: 'disabled' });
        await page.context().close();
        console.log(`screenshots/${name}-${view}.png`);
      }
    }
  } finally {
    await browser.close();
  }
  return found;
}

/** A PDF without the moment of its making; as long as before, since its own table counts bytes. */
function undated(pdf) {
  const text = Buffer.from(pdf).toString('latin1');
  return Buffer.from(
    text.replace(/\((D:)\d{14}/g, (_, mark) => `(${mark}20260101000000`),
    'latin1',
  );
}

/** One zip, its names in order and without times of its own; then what is in it, and its checksum. */
function pack(files) {
  const names = Object.keys(files).sort();
  const zip = zipSync(
    Object.fromEntries(names.map((name) => [name, [files[name], { level: name.endsWith('.png') ? 0 : 9 }]])),
    { mtime: EPOCH },
  );
  mkdirSync(path.dirname(TARGET), { recursive: true });
  writeFileSync(TARGET, zip);
  const sum = (bytes) => createHash('sha256').update(bytes).digest('hex');
  const parts = new Map();
  for (const name of names) {
    const part = name.startsWith('ondam/model/') ? 'ondam/model/' : `${name.split('/')[0]}/`;
    const { count = 0, bytes = 0 } = parts.get(part) ?? {};
    parts.set(part, { count: count + 1, bytes: bytes + files[name].length });
  }
  console.log('');
  for (const [part, { count, bytes }] of parts) {
    console.log(
      `${part.padEnd(14)} ${String(count).padStart(5)} files ${(bytes / 1e6).toFixed(1).padStart(7)} MB`,
    );
  }
  for (const name of names.filter((name) => !name.startsWith('ondam/')))
    console.log(`  ${name}  ${sum(files[name])}`);
  console.log(`\n${path.relative(ROOT, TARGET)}  ${(zip.length / 1e6).toFixed(1)} MB\nSHA-256 ${sum(zip)}`);
}
