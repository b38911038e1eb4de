import { expect, test } from '@playwright/test';
import { ChatPage } from './chat-page';

test.describe('the question box', () => {
  let chat: ChatPage;
  test.beforeEach(async ({ page }) => {
    chat = new ChatPage(page);
    await chat.open();
  });

  test('Enter while a syllable is composed does not send', async ({ page, context }) => {
    const devtools = await context.newCDPSession(page);
    const enter = { type: 'rawKeyDown', key: 'Enter', code: 'Enter' } as const;
    await chat.box.focus();
    await devtools.send('Input.imeSetComposition', { text: '한', selectionStart: 1, selectionEnd: 1 });
    await devtools.send('Input.dispatchKeyEvent', { ...enter, windowsVirtualKeyCode: 13 });
    await expect(chat.box).toHaveValue('한');
    await expect(chat.questions).toHaveCount(0);

    // Safari's order: the composition has ended, and its Enter comes after it with key code 229.
    await devtools.send('Input.insertText', { text: '한도' });
    await devtools.send('Input.dispatchKeyEvent', { ...enter, windowsVirtualKeyCode: 229 });
    await expect(chat.box).toHaveValue('한도');
    await expect(chat.questions).toHaveCount(0);

    await page.keyboard.press('Enter');
    await expect(chat.questions).toContainText('한도');
  });

  test('Shift+Enter starts a new line', async () => {
    await chat.box.pressSequentially('첫째 줄');
    await chat.box.press('Shift+Enter');
    await chat.box.pressSequentially('둘째 줄');
    await expect(chat.box).toHaveValue('첫째 줄\n둘째 줄');
    await expect(chat.questions).toHaveCount(0);
  });

  test('a question that the server refuses stays in the box, with the reason beside it', async () => {
    const long = '가'.repeat(2001);
    await chat.send(long);
    await expect(chat.box).toHaveValue(long);
    await expect(chat.box).toHaveAccessibleDescription(/질문은 2000자까지 쓸 수 있어요/);
    await expect(chat.questions).toHaveCount(0);

    await chat.box.fill('짧게 물을게요');
    await expect(chat.box).not.toHaveAccessibleDescription(/2000자/);
    await chat.box.press('Enter');
    expect(await chat.answer()).not.toBe('');
  });

  test('a question that could not be sent stays in the box, and can be sent again', async ({
    page,
    context,
  }) => {
    await context.setOffline(true);
    await chat.send('지금 연결이 끊겼어요');
    await expect(page.getByRole('alert').filter({ hasText: '서버에 연결하지 못했어요' })).toBeVisible();
    await expect(chat.box).toHaveValue('지금 연결이 끊겼어요');
    await context.setOffline(false);
    await page.getByRole('button', { name: '다시 시도' }).click();
    await expect(chat.questions).toContainText('지금 연결이 끊겼어요');
    expect(await chat.answer()).not.toBe('');
    await expect(chat.box).toHaveValue('');
  });
});
