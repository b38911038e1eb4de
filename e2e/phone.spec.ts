import { expect, type Page, test } from '@playwright/test';
import { ChatPage } from './chat-page';

test.use({ viewport: { width: 360, height: 780 }, hasTouch: true });

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const sideways = () =>
    page.evaluate(() =>
      [document.scrollingElement, ...document.querySelectorAll('main, dialog[open] *')]
        .filter((box) => box !== null && getComputedStyle(box).overflowX !== 'visible')
        .filter((box) => box !== null && box.scrollWidth > box.clientWidth)
        .map((box) => box?.outerHTML.slice(0, 80)),
    );
  await expect.poll(sideways).toEqual([]);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`fits a phone of 360 pixels (${colorScheme})`, async ({ page }) => {
    await page.emulateMedia({ colorScheme });
    const chat = new ChatPage(page);
    await chat.open();
    await expectNoSidewaysScroll(page);
    await chat.withSettings(async (sheet) => {
      await sheet.getByRole('group', { name: '시드' }).getByText('직접', { exact: true }).click();
      await expectNoSidewaysScroll(page);
    });
    await chat.ask(`https://ondam.example/${'a'.repeat(200)} 이 주소는 무엇인가요?`);
    await expectNoSidewaysScroll(page);
    await expect(chat.box).toBeInViewport();
  });
}
