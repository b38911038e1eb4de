import { expect, test } from '@playwright/test';
import { ChatPage } from './chat-page';
import { InboxPage } from './inbox-page';

test('a customer is handed to a person, who answers and gives the conversation back', async ({
  page,
  browser,
  baseURL,
}) => {
  const chat = new ChatPage(page);
  await chat.open();
  const question = '온담 정기예금 금리는 기간별로 얼마인가요?';
  await chat.ask(question);
  await page.getByRole('button', { name: '상담원 연결' }).last().click();
  await expect(page.getByText('상담원을 기다리고 있어요.')).toBeVisible();

  const inbox = new InboxPage(await (await browser.newContext({ baseURL, locale: 'ko-KR' })).newPage());
  await inbox.open();
  await inbox.claim(question);
  await expect(page.getByText('김상담 상담원과 이야기하고 있어요.')).toBeVisible();

  // The bot is silent: what the customer says is the agent's to answer.
  const answers = await chat.answers.count();
  await chat.send('우대금리도 있나요?');
  await expect(inbox.page.getByRole('article', { name: '고객' }).last()).toContainText('우대금리도 있나요?');
  await inbox.reply('네, 급여 이체를 하시면 우대돼요.');
  await expect(page.getByRole('article', { name: '김상담' })).toContainText('우대돼요');
  await expect(page.getByText(/김상담 상담원의 답:/)).toHaveCount(1);
  await expect(chat.answers).toHaveCount(answers);

  await inbox.returnToBot();
  await expect(page.getByText('상담원이 대화를 온담에게 돌려주었어요.')).toBeVisible();
  expect(await chat.ask('통장 사본이 필요해요')).not.toBe('');
  await inbox.page.context().close();
});

test('a customer may stop waiting, and the bot answers again', async ({ page }) => {
  const chat = new ChatPage(page);
  await chat.open();
  // At once, before anything was asked.
  await page.getByRole('button', { name: '상담원 연결' }).last().click();
  await expect(page.getByText('상담원을 기다리고 있어요.')).toBeVisible();
  await chat.send('카드 때문에 그래요');
  await expect(chat.questions).toContainText('카드 때문에 그래요');
  await page.getByRole('button', { name: '기다리지 않기' }).click();
  await expect(page.getByText('상담원 연결을 취소했어요.', { exact: false })).toBeVisible();
  expect(await chat.ask('통장 사본이 필요해요')).not.toBe('');
});
