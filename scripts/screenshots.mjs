/**
 * `npm run screenshots`: pictures of every page of a running demo (URL, default http://localhost:3000), phone and desk,
 * light and dark, into runs/screenshots. A conversation, a hand-off and staff's sign-in are real.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { ensureChromium } from './chromium.mjs';
import { fail, ROOT } from './commands.mjs';
import { VIEWS } from './views.mjs';

const base = process.env.URL || 'http://localhost:3000';
const password = process.env.ONDAM_DEMO_PASSWORD || 'ondam-demo-2026';
const folder = path.join(ROOT, 'runs/screenshots');
const ROOMS = [
  'assistant',
  'inbox',
  'inbox/replies',
  'knowledge',
  'knowledge/new',
  'insights',
  'insights/feedback',
  'insights/cases',
  'traces',
  'audit',
  'team',
  'api-keys',
  'operations',
  'account',
];
const LAB = ['', '/training', '/tokens', '/evaluation', '/pipeline', '/tour'];

const health = await fetch(`${base}/api/health`).then(
  (response) => response.json(),
  () => undefined,
);
if (health?.status !== 'ready') {
  fail(
    `${base}에 온담이 열려 있지 않아요. npm start로 먼저 여세요.`,
    `No Ondam at ${base}: run npm start first.`,
  );
}
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: await ensureChromium(),
  args: ['--no-sandbox', '--disable-gpu'],
});
for (const [view, options] of Object.entries(VIEWS)) {
  for (const colorScheme of ['light', 'dark']) {
    const context = await browser.newContext({ ...options, colorScheme, baseURL: base, locale: 'ko-KR' });
    const page = await context.newPage();
    const shoot = async (name) => {
      await page.waitForLoadState('load');
      await page.waitForTimeout(1200);
      await page.screenshot({ path: path.join(folder, `${name}-${view}-${colorScheme}.png`) });
      console.log(`${name}-${view}-${colorScheme}.png`);
    };
    await page.goto('/');
    await shoot('welcome');
    const box = page.getByRole('textbox', { name: '질문' });
    for (const question of ['카드를 잃어버렸어요', '해외송금 한도가 얼마예요?']) {
      await box.fill(question);
      await box.press('Enter');
      await page.locator('article[aria-busy="false"]').last().waitFor();
      await shoot(question.startsWith('카드') ? 'emergency' : 'answer');
    }
    await page.getByRole('button', { name: '상담원 연결' }).last().click();
    await shoot('waiting');
    await page.request.post('/api/staff/session', { data: { email: 'admin@ondam.example', password } });
    for (const room of ROOMS) {
      await page.goto(`/staff/${room}`);
      await shoot(`staff-${room.replace('/', '-')}`);
    }
    for (const room of LAB) {
      await page.goto(`/lab${room}`);
      await shoot(`lab${room.replace('/', '-')}`);
    }
    await context.close();
  }
}
await browser.close();
