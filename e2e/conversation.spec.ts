import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { ChatPage } from './chat-page';
import { WRITTEN } from './crowd';

/** The life of a conversation: changed, judged, kept, found again, deleted. */
test.describe('a conversation', () => {
  let chat: ChatPage;
  test.beforeEach(async ({ page }) => {
    chat = new ChatPage(page);
    await chat.open();
  });

  test('the last question can be edited, and its answer goes with it', async ({ page }) => {
    await chat.ask('통장 사본이 필요해요');
    await page.getByRole('button', { name: '질문 고치기' }).click();
    const box = page.getByRole('textbox', { name: '고친 질문' });
    await box.fill('온담 정기예금 금리는 기간별로 얼마인가요?');
    await box.press('Enter');
    await expect(chat.answers.last()).toContainText('2.80%');
    await expect(chat.questions).toHaveCount(1);
    await page.reload();
    await expect(chat.questions).toHaveCount(1);
    await expect(page.getByText('통장 사본이 필요해요')).toHaveCount(0);
  });

  test('an answer leads to related questions', async () => {
    await chat.ask('온담 정기예금 금리는 기간별로 얼마인가요?');
    const next = chat.answers.last().getByRole('list', { name: '이어서 물어보기' }).getByRole('button');
    const question = (await next.first().textContent()) as string;
    await next.first().click();
    await expect(chat.questions.last()).toContainText(question);
    expect(await chat.answer()).not.toBe('');
  });

  test('an accident shows the number to call as a link, before anything else', async () => {
    await chat.ask('카드를 잃어버렸어요');
    const card = chat.answers.last().getByRole('list', { name: '지금 바로 전화하세요' });
    await expect(card.getByRole('link', { name: /1588-0001/ })).toHaveAttribute('href', 'tel:1588-0001');
    await expect(card).toBeInViewport();
  });

  test('an answer can be judged, with a reason, and the judgement outlives a reload', async ({ page }) => {
    await chat.ask('환율 우대는 어떻게 받나요?');
    await page.getByRole('button', { name: '도움이 안 됐어요' }).click();
    const sheet = page.getByRole('dialog', { name: '무엇이 아쉬웠나요?' });
    await sheet.getByLabel('물어본 것과 달라요').check();
    await sheet.getByRole('textbox').fill('제 번호 010-1234-5678로 알려 주세요');
    await sheet.getByRole('button', { name: '보내기' }).click();
    await expect(sheet).toBeHidden();
    await page.reload();
    await expect(page.getByRole('button', { name: '도움이 안 됐어요' })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
  });

  test('is listed, kept as text, gone on with and deleted for good', async ({ page }) => {
    const answer = await chat.ask('체크카드 발급은 어떻게 하나요?');
    const id = new URL(page.url()).searchParams.get('c');
    await chat.newChat();
    await page.getByRole('button', { name: '지난 대화' }).click();
    const sheet = page.getByRole('dialog', { name: '지난 대화' });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      sheet.getByRole('link', { name: /글로 내려받기/ }).click(),
    ]);
    expect(readFileSync(await download.path(), 'utf8')).toContain(answer);

    await sheet.getByRole('button', { name: /^체크카드 발급은/ }).click();
    await expect(chat.answers.last()).toContainText(answer);

    await page.getByRole('button', { name: '지난 대화' }).click();
    await sheet.getByRole('button', { name: /^지우기:/ }).click();
    await sheet.getByRole('button', { name: '지우기', exact: true }).click();
    await expect(sheet.getByText('대화를 지웠어요.')).toBeVisible();
    await expect(sheet.getByText('아직 나눈 대화가 없어요.')).toBeVisible();
    expect((await page.request.get(`/api/conversations/${id}`)).status()).toBe(404);
  });

  test('reloaded in the middle of an answer, shows it to its end', async ({ page }) => {
    await chat.send(WRITTEN);
    await page.waitForURL(/\?c=/);
    await page.reload();
    await expect(chat.answers.last()).toHaveAttribute('aria-busy', 'false');
    const id = new URL(page.url()).searchParams.get('c');
    const { messages } = await (await page.request.get(`/api/conversations/${id}`)).json();
    expect(messages.at(-1).status).toBe('complete');
    await expect(chat.answers.last()).toContainText(messages.at(-1).text);
  });

  test('in two tabs is the same in both', async ({ page, context }) => {
    await chat.ask('통장 사본이 필요해요');
    const other = new ChatPage(await context.newPage());
    await other.page.goto(page.url());
    await expect(other.questions).toHaveCount(1);
    const answer = await chat.ask('환율 우대는 어떻게 받나요?');
    await expect(other.questions).toHaveCount(2);
    await expect(other.answers.last()).toContainText(answer);
  });
});

test('the size of the text and the theme are chosen once, and stay', async ({ page }) => {
  const chat = new ChatPage(page);
  await chat.open();
  const size = () => page.evaluate(() => getComputedStyle(document.body).fontSize);
  const normal = Number.parseFloat(await size());
  await chat.withSettings(async (sheet) => {
    await sheet.getByText('아주 크게', { exact: true }).click();
    await sheet.getByText('어둡게', { exact: true }).click();
  });
  await page.reload();
  expect(Number.parseFloat(await size())).toBeGreaterThan(1.3 * normal);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});
