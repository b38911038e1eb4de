import { expect, test } from '@playwright/test';
import { ChatPage } from './chat-page';
import { WRITTEN } from './crowd';
import { slowModel } from './slow-model';

test.describe('the chat', () => {
  let restore = () => {};
  test.afterEach(() => restore());

  let chat: ChatPage;
  test.beforeEach(async ({ page }) => {
    chat = new ChatPage(page);
    await chat.open();
  });

  test('says that an AI answers', async ({ page }) => {
    await expect(page.getByRole('heading', { level: 1 })).toContainText('AI');
    await expect(page.getByText('답변은 AI가 만들며 틀릴 수 있어요')).toBeVisible();
    await expect(page.getByRole('link', { name: /1588-0000/ })).toHaveAttribute('href', 'tel:1588-0000');
  });

  test('streams an answer, with the settings, speed and seed under it', async ({ page }) => {
    // Every text that the answer has shown: more than one means that it came in pieces.
    await page.evaluate(() => {
      const seen = new Set<string>();
      new MutationObserver(() => {
        const text = document.querySelector('[data-message]:last-child article p')?.textContent;
        if (text) seen.add(text);
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
      Object.assign(window, { seen });
    });
    const text = await chat.ask(WRITTEN);
    expect(text).toMatch(/[가-힣]/);
    // A sentence at a time: each is checked before it is shown.
    expect(await page.evaluate(() => (window as unknown as { seen: Set<string> }).seen.size)).toBeGreaterThan(
      1,
    );
    await expect(chat.drawn).toHaveText(/^균형 · 시드 \d+ · 초당 \d+토큰$/);
  });

  test('shows the source of an answer, and the whole entry one tap away', async ({ page }) => {
    const text = await chat.ask('온담 정기예금 금리는 기간별로 얼마인가요?');
    expect(text).toContain('2.80%');
    const source = chat.answers.last().getByRole('button', { name: /온담 정기예금 금리/ });
    await expect(source).toContainText('2026-01-02부터');
    await source.click();
    const entry = page.getByRole('dialog', { name: /온담 정기예금 금리/ });
    await expect(entry).toContainText(text);
    await expect(entry).toContainText('출처:');
    await page.keyboard.press('Escape');
    await expect(entry).toBeHidden();
  });

  test('says so when the bank has no answer, and offers a person', async () => {
    const declined = await chat.ask('공룡은 왜 멸종했나요?');
    expect(declined).toMatch(/은행/);
    await expect(chat.answers.last().getByText('근거')).toHaveCount(0);
    await chat.ask('온담은행 신입사원 채용은 언제 하나요?');
    await expect(chat.answers.last().getByRole('button', { name: '상담원 연결' })).toBeVisible();
  });

  test('shows what personal data was masked', async ({ page }) => {
    await chat.send('제 번호는 010-1234-5678인데 카드를 해지하려면 어떻게 하나요?');
    await chat.answer();
    await expect(chat.questions.last()).toContainText('전화번호');
    await page.reload();
    await expect(chat.questions.last()).toContainText('[전화번호]');
    await expect(page.getByText('010-1234-5678')).toHaveCount(0);
  });

  test('announces the finished answer once', async ({ page }) => {
    const text = await chat.ask('체크카드를 잃어버렸어요');
    await expect(page.getByText(`온담의 답변: ${text}`)).toHaveCount(1);
  });

  test('begins with a suggested question', async ({ page }) => {
    await page.getByRole('button', { name: '온담 정기예금 금리는 기간별로 얼마인가요?' }).click();
    await expect(chat.questions).toContainText('온담 정기예금 금리는 기간별로 얼마인가요?');
    expect(await chat.answer()).not.toBe('');
  });

  test('keeps the conversation over a reload, and from other visitors', async ({
    page,
    browser,
    baseURL,
  }) => {
    const first = await chat.ask('통장 사본이 필요해요');
    const second = await chat.ask('영업점에 가야 하나요?');
    await page.reload();
    await expect(chat.questions).toContainText(['통장 사본이 필요해요', '영업점에 가야 하나요?']);
    await expect(chat.answers.first()).toContainText(first);
    await expect(chat.answers.last()).toContainText(second);

    const stranger = await browser.newPage({ baseURL });
    await stranger.goto(new URL(page.url()).search);
    await expect(stranger.getByText('대화를 찾을 수 없어요')).toBeVisible();
    await expect(stranger.getByText('통장 사본이 필요해요')).toHaveCount(0);
    await stranger.close();
  });

  test('starts anew', async ({ page }) => {
    await chat.ask('환율 우대는 어떻게 받나요?');
    await chat.newChat();
    await page.reload();
    await expect(chat.questions).toHaveCount(0);
    await expect(page.getByRole('heading', { name: '안녕하세요, 온담이에요.' })).toBeVisible();
  });

  test('answers again in the place of the earlier answer', async () => {
    await chat.choosePreset('다양');
    await chat.ask(WRITTEN);
    const earlierSeed = await chat.seed();
    await chat.regenerate.click();
    await expect.poll(() => chat.seed()).not.toBe(earlierSeed);
    await expect(chat.drawn).toHaveText(/^다양 · 시드 \d+/);
    await expect(chat.questions).toHaveCount(1);
    await expect(chat.answers).toHaveCount(1);
  });

  test('copies an answer', async ({ page, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const text = await chat.ask('인증서를 갱신하고 싶어요');
    await page.getByRole('button', { name: '복사' }).click();
    await expect(page.getByRole('button', { name: '복사했어요' })).toBeVisible();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(text);
  });

  test('stopped before the first word, gives the question back', async ({ page }) => {
    // As over a line on which the answer's first word is long in coming.
    await page.route('**/api/chat', () => {});
    await chat.send(WRITTEN);
    await chat.stop.click();
    await expect(chat.box).toHaveValue(WRITTEN);
    await expect(chat.questions).toHaveCount(0);
  });

  test('stops when told to, keeps what came so far as interrupted, and goes on', async ({ page }) => {
    await chat.setControl('최대 길이', '512');
    restore = slowModel();
    // A quick machine may write the last word before the click: then it is the whole answer, and we ask again.
    await expect(async () => {
      await chat.send(WRITTEN);
      // Pressed in the frame in which it begins to write: with a sentence at a time it does not write for long.
      await page.waitForFunction(() => {
        if (!document.body.innerText.includes('쓰는 중')) return false;
        document.querySelector<HTMLButtonElement>('button[aria-label="멈추기"]')?.click();
        return true;
      });
      await expect(chat.answers.last()).toHaveAttribute('aria-busy', 'false');
      await expect(chat.answers.last()).toContainText('답변이 중간에 멈췄어요.', { timeout: 1000 });
    }).toPass();
    const id = new URL(page.url()).searchParams.get('c');
    const conversation = await (await page.request.get(`/api/conversations/${id}`)).json();
    expect(conversation.messages.at(-1).status).toBe('interrupted');
    const stopped = await chat.answer();
    restore();
    await page.reload();
    await expect(chat.answers.last()).toContainText(stopped);

    await chat.choosePreset('균형');
    expect(await chat.ask('고마워요')).not.toBe('');
  });
});

test('the page speaks English when asked to, and remembers it', async ({ page }) => {
  await new ChatPage(page).open();
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { name: 'Hello, I am Ondam.' })).toBeVisible();
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await page.getByRole('button', { name: '한국어' }).click();
  await expect(page.getByRole('heading', { name: '안녕하세요, 온담이에요.' })).toBeVisible();
});
