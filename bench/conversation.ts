import { chromium, type Page } from '@playwright/test';
import { newVisitorSecret, ownerOf } from '@/lib/conversations/visitor';
import { openPostgres } from '@/lib/db/connection';
import { conversations, messages } from '@/lib/db/schema';
import { findChromium } from '@/scripts/chromium.mjs';
import { startPostgres } from '@/scripts/postgres.mjs';
import { ensureBuilt } from '@/scripts/prepare.mjs';
import { quantile } from './median';
import { BuiltServer } from './server';
import type { BenchResult } from './types';

const MESSAGES = 500;
/** A phone of the middle class beside a desk's processor, as Lighthouse takes it. */
const CPU_SLOWDOWN = 4;
const PHONE = { width: 390, height: 844 };
const KEYS = 60;
const SCROLLS = 150;
const SCROLL_PX = 400;

/**
 * How a conversation of 500 messages feels on a phone: the built page in Chromium, its processor slowed down. A short
 * conversation is measured beside it, so that what the length costs can be told from what the machine costs.
 */
export async function bench(): Promise<BenchResult> {
  await ensureBuilt();
  const server = await startPostgres();
  const url = server?.url ?? (process.env.TEST_DATABASE_URL as string);
  let web: BuiltServer | undefined;
  try {
    const secret = newVisitorSecret();
    const long = await conversationOf(url, ownerOf(secret), MESSAGES);
    const short = await conversationOf(url, ownerOf(secret), 4);
    web = await BuiltServer.start({ DATABASE_URL: url }, 'ready');
    const base = web.url;
    const browser = await chromium.launch({
      executablePath: await findChromium(),
      args: ['--no-sandbox', '--disable-gpu'],
    });
    const context = await browser.newContext({ viewport: PHONE, baseURL: base, locale: 'ko-KR' });
    await context.addCookies([{ name: 'ondam_visitor', value: secret, url: base }]);
    const page = await context.newPage();
    await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
    await feel(page, short); // fills the caches of the server and the browser
    const result = {
      messages: MESSAGES,
      cpu_slowdown: CPU_SLOWDOWN,
      long: await feel(page, long),
      short: await feel(page, short),
    };
    await browser.close();
    return result;
  } finally {
    await web?.kill('SIGTERM');
    await server?.stop();
  }
}

/** A conversation of so many messages, questions and answers by turns. @returns its id */
async function conversationOf(url: string, owner: string, count: number): Promise<string> {
  const connection = await openPostgres(url);
  try {
    const [{ id }] = await connection.db.insert(conversations).values({ owner }).returning();
    await connection.db.insert(messages).values(
      Array.from({ length: count }, (_, position) => ({
        conversation_id: id,
        position,
        role: position % 2 === 0 ? ('user' as const) : ('assistant' as const),
        text: position % 2 === 0 ? `${position / 2 + 1}번째 질문이에요. 한도가 얼마인가요?` : ANSWER,
        status: 'complete' as const,
      })),
    );
    return id;
  } finally {
    await connection.close();
  }
}

const ANSWER = '하루 한도는 앱의 이체 관리 메뉴에서 바꾸실 수 있어요. '.repeat(4);

/** Milliseconds: until the box can be typed into, of a key until the next picture, of pictures while scrolling. */
async function feel(page: Page, id: string) {
  const began = performance.now();
  await page.goto(`/?c=${id}`);
  const box = page.getByRole('textbox', { name: '질문' });
  await box.click();
  await box.pressSequentially('가');
  const ready_ms = performance.now() - began;

  const keys: number[] = [];
  for (let i = 0; i < KEYS; i++) keys.push(await page.evaluate(typeOne));
  const frames = await page.evaluate(scrollThrough, { steps: SCROLLS, px: SCROLL_PX });
  return {
    ready_ms: Math.round(ready_ms),
    key_p50_ms: tenths(quantile(keys, 0.5)),
    key_p95_ms: tenths(quantile(keys, 0.95)),
    frame_p50_ms: tenths(quantile(frames, 0.5)),
    frame_p95_ms: tenths(quantile(frames, 0.95)),
    frame_max_ms: tenths(quantile(frames, 1)),
  };
}

/** Runs in the page: one more letter, and how long until it is painted. */
function typeOne(): Promise<number> {
  const box = document.querySelector('textarea') as HTMLTextAreaElement;
  const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set;
  return new Promise((resolve) => {
    requestAnimationFrame(() => {
      const began = performance.now();
      set?.call(box, `${box.value}나`);
      box.dispatchEvent(new Event('input', { bubbles: true }));
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
    });
  });
}

/** Runs in the page: from the end upwards; how long each picture took. */
function scrollThrough({ steps, px }: { steps: number; px: number }): Promise<number[]> {
  const box = document.querySelector('main') as HTMLElement;
  box.scrollTop = box.scrollHeight;
  return new Promise((resolve) => {
    const times: number[] = [];
    let last = performance.now();
    const step = (now: number) => {
      times.push(now - last);
      last = now;
      box.scrollTop -= px;
      if (times.length < steps) requestAnimationFrame(step);
      else resolve(times.slice(2));
    };
    requestAnimationFrame(step);
  });
}

const tenths = (ms: number) => Math.round(10 * ms) / 10;
