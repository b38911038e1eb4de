import { expect, test } from '@playwright/test';
import { ChatPage } from './chat-page';
import { WRITTEN } from './crowd';

const QUESTION = WRITTEN;

test.describe('the answer settings', () => {
  let chat: ChatPage;
  test.beforeEach(async ({ page }) => {
    chat = new ChatPage(page);
    await chat.open();
  });

  test('the same seed gives the same text', async () => {
    await chat.choosePreset('다양');
    await chat.setControl('온도', '1.5');
    const drawnWith = async (seed: string) => {
      await chat.setControl('시드', seed);
      await chat.newChat();
      const text = await chat.ask(QUESTION);
      await expect(chat.drawn).toContainText(`시드 ${seed}`);
      return text;
    };
    const text = await drawnWith('7');
    expect(await drawnWith('7')).toBe(text);
  });

  test('temperature 0 gives the same text whatever the seed', async () => {
    await chat.choosePreset('정확');
    const first = await chat.ask(QUESTION);
    const seed = await chat.seed();
    await chat.newChat();
    expect(await chat.ask(QUESTION)).toBe(first);
    expect(await chat.seed()).not.toBe(seed);
  });

  test('the longest answer is as long as set', async ({ page }) => {
    await chat.setControl('최대 길이', '5');
    await chat.ask(QUESTION);
    await expect(chat.answers.last()).toContainText('최대 길이에 닿아 여기서 끝났어요.');
    const id = new URL(page.url()).searchParams.get('c');
    const { messages } = await (await page.request.get(`/api/conversations/${id}`)).json();
    expect(messages.at(-1)).toMatchObject({
      finish_reason: 'length',
      sampling: { max_tokens: 5 },
      timings: { completion_tokens: 5 },
    });
  });

  test('a number out of range is refused where it is typed, and the last good one stays', async () => {
    await chat.withSettings(async (sheet) => {
      const control = sheet.getByRole('group', { name: '온도' });
      await control.getByText('직접', { exact: true }).click();
      const number = control.getByRole('textbox');
      await number.fill('1.5');
      await number.fill('9');
      await expect(control.getByRole('status')).toContainText('0부터 2까지');
      await expect(number).toHaveAttribute('aria-invalid', 'true');
      await number.blur();
      await expect(number).toHaveValue('1.5');
      await control.getByText('기본', { exact: true }).click();
      await expect(control).toContainText('기본값');
    });
  });

  test('settings outlive a reload and are reached by keyboard alone', async ({ page }) => {
    await page.getByRole('button', { name: '답변 설정' }).press('Enter');
    const sheet = page.getByRole('dialog', { name: '답변 설정' });
    await sheet.getByRole('radio', { name: '균형' }).press('ArrowRight');
    await expect(sheet.getByRole('radio', { name: '다양' })).toBeChecked();
    await page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
    await expect(page.getByRole('button', { name: '답변 설정' })).toBeFocused();
    await page.reload();
    await chat.withSettings(async (sheet) => {
      await expect(sheet.getByRole('radio', { name: '다양' })).toBeChecked();
    });
  });
});
