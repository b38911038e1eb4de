import { chromium } from '@playwright/test';
const b = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
const log = [];
for (const [w, h, scheme] of [[1280, 900, 'light'], [360, 740, 'dark']]) {
  const c = await b.newContext({ viewport: { width: w, height: h }, colorScheme: scheme, locale: 'ko-KR' });
  const p = await c.newPage();
  p.on('console', (m) => ['error', 'warning'].includes(m.type()) && log.push(`${w} ${m.text().slice(0, 300)}`));
  await c.request.post('http://localhost:3300/api/staff/session', { data: { email: 'admin@ondam.example', password: 'ondam-demo-2026' } });
  for (const room of ['audit', 'team', 'account']) {
    await p.goto(`http://localhost:3300/staff/${room}`);
    await p.waitForTimeout(1500);
    if (room === 'audit') for (const d of (await p.locator('details').all()).slice(0, 4)) await d.locator('summary').click();
    await p.screenshot({ path: `/tmp/s-${room}-${w}.png` });
    log.push(`${room} ${w} scroll ${await p.evaluate(() => document.documentElement.scrollWidth)}`);
    if (room === 'team') {
      await p.getByRole('button', { name: '이편집 관리' }).click();
      await p.waitForTimeout(1200);
      await p.screenshot({ path: `/tmp/s-member-${w}.png` });
      await p.keyboard.press('Escape');
      await p.getByRole('button', { name: '직원 추가' }).click();
      await p.waitForTimeout(600);
      await p.screenshot({ path: `/tmp/s-add-${w}.png` });
    }
  }
  await c.close();
}
await b.close();
console.log(log.join('\n'));
