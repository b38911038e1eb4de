import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { ChatPage } from './chat-page';
import { signIn } from './inbox-page';
import { LabPage } from './lab-page';

const ROOMS = [
  'assistant',
  'inbox',
  'knowledge',
  'knowledge/new',
  'insights',
  'traces',
  'audit',
  'team',
  'account',
];

const LAB = ['training', 'tokens'];

async function violations(page: Page) {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
}

/** Everything is within reach without scrolling sideways; a wide table scrolls in a box of its own. */
const isTooWide = (page: Page) =>
  page.evaluate(() => (document.scrollingElement as Element).scrollWidth > window.innerWidth);

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`axe finds nothing (${colorScheme})`, () => {
    test.use({ colorScheme });

    test('in the chat', async ({ page }) => {
      const chat = new ChatPage(page);
      await chat.open();
      expect(await violations(page)).toEqual([]);
      await chat.ask('카드를 잃어버렸어요');
      await chat.ask('온담 정기예금 금리는 기간별로 얼마인가요?');
      expect(await violations(page)).toEqual([]);
      await page.getByRole('button', { name: '도움이 안 됐어요' }).last().click();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('Escape');
      for (const name of ['지난 대화', '답변 설정']) {
        await page.getByRole('button', { name }).click();
        expect(await violations(page)).toEqual([]);
        await page.keyboard.press('Escape');
      }
    });

    test('in the lab', async ({ page }) => {
      const lab = new LabPage(page);
      await lab.open();
      expect(await violations(page)).toEqual([]);
      await page.getByRole('checkbox', { name: '둘을 나란히' }).check();
      await lab.run();
      await lab.second.finished();
      expect(await violations(page)).toEqual([]);
      await lab.first.section.getByRole('button', { name: /^설정/ }).click();
      await page.getByRole('dialog').getByText('직접', { exact: true }).first().click();
      expect(await violations(page)).toEqual([]);
    });

    test('in the console', async ({ page }) => {
      await page.goto('/staff/sign-in');
      expect(await violations(page)).toEqual([]);
      await signIn(page, 'admin');
      for (const room of ROOMS) {
        await page.goto(`/staff/${room}`);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        expect(await violations(page), room).toEqual([]);
      }
    });

    test('in the rooms of the lab', async ({ page }) => {
      for (const room of LAB) {
        await page.goto(`/lab/${room}`);
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
        // A table is made when it is opened.
        for (const table of [0, 1]) await page.getByText('표로 보기').nth(table).click();
        expect(await violations(page), room).toEqual([]);
      }
    });
  });
}

test('the console fits a phone of 360 pixels', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await signIn(page, 'admin');
  for (const room of ROOMS) {
    await page.goto(`/staff/${room}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    expect(await isTooWide(page), room).toBe(false);
  }
});

test('the lab fits a phone of 360 pixels', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  const lab = new LabPage(page);
  await lab.open();
  await page.getByRole('checkbox', { name: '둘을 나란히' }).check();
  await lab.run();
  expect(await isTooWide(page)).toBe(false);
  for (const room of LAB) {
    await page.goto(`/lab/${room}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    for (const summary of await page.getByText('표로 보기').all()) await summary.click();
    expect(await isTooWide(page), room).toBe(false);
  }
});

test('the chat is used by the keyboard alone, and the sources open and close', async ({ page }) => {
  const chat = new ChatPage(page);
  await chat.open();
  await chat.box.focus();
  await page.keyboard.type('온담 정기예금 금리는 기간별로 얼마인가요?');
  await page.keyboard.press('Enter');
  await chat.answer();
  const source = chat.answers.last().getByRole('button', { name: /온담 정기예금 금리/ });
  for (let i = 0; i < 30 && !(await source.evaluate((button) => button === document.activeElement)); i++) {
    await page.keyboard.press('Shift+Tab');
  }
  await page.keyboard.press('Enter');
  const entry = page.getByRole('dialog', { name: /온담 정기예금 금리/ });
  await expect(entry).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(entry).toBeHidden();
  await expect(source).toBeFocused();
});
