import { expect, type Page, test } from '@playwright/test';
import type { Role } from '@/lib/auth/permissions';
import { ChatPage } from './chat-page';
import { InboxPage, signIn } from './inbox-page';

const at = async (page: Page, role: Role, room: string) => {
  await signIn(page, role);
  await page.goto(`/staff/${room}`);
};

test('an entry is written in the form, approved and published by buttons, and answers customers', async ({
  browser,
  baseURL,
  page,
}) => {
  const question = '온담 별자리 적금은 무엇인가요?';
  const as = async (role: Role, room: string) => {
    const opened = await (await browser.newContext({ baseURL, locale: 'ko-KR' })).newPage();
    await at(opened, role, room);
    return opened;
  };
  const editor = await as('editor', 'knowledge/new');
  await editor.getByRole('combobox', { name: '분야' }).fill('예금·적금');
  await editor.getByRole('textbox', { name: '항목 번호', exact: true }).fill('deposit-91');
  await editor.getByRole('textbox', { name: '대표 질문', exact: true }).fill(question);
  await editor.getByRole('textbox', { name: '다른 표현', exact: true }).fill('별자리 적금 알려 주세요');
  await editor
    .getByRole('textbox', { name: '답변', exact: true })
    .fill('온담 별자리 적금은 매달 2만원부터 30만원까지 넣는 6개월 적금이에요.');
  await editor.getByRole('textbox', { name: '출처', exact: true }).fill('온담은행 예금상품 규정 제91조');
  await editor.getByLabel('시행일').fill('2026-01-02');
  await editor.getByRole('button', { name: '초안 저장' }).click();
  await expect(editor).toHaveURL(/\/staff\/knowledge\/deposit-91/);
  await expect(editor.getByText('검토를 기다리고 있어요.', { exact: false })).toBeVisible();

  const reviewer = await as('reviewer', 'knowledge/deposit-91');
  await reviewer.getByRole('button', { name: '승인하고 게시' }).click();
  await reviewer.getByRole('button', { name: '승인하고 게시' }).last().click();
  await expect(reviewer.getByRole('status').filter({ hasText: '게시했어요.' })).toBeVisible();

  const chat = new ChatPage(page);
  await chat.open();
  expect(await chat.ask(question)).toContain('6개월');

  await reviewer.getByRole('button', { name: '내리기' }).click();
  await reviewer.getByRole('button', { name: '내리기' }).last().click();
  await expect(reviewer.getByRole('status').filter({ hasText: '내렸어요.' })).toBeVisible();
  for (const opened of [editor, reviewer]) await opened.context().close();
});

test('canned replies are written, picked in a conversation, and deleted', async ({
  page,
  browser,
  baseURL,
}) => {
  await at(page, 'agent', 'inbox/replies');
  await page.getByRole('button', { name: '새로 추가' }).click();
  await page.getByRole('textbox', { name: '제목' }).fill('시험용 인사');
  await page.getByRole('textbox', { name: '내용' }).fill('시험용 인사말이에요.');
  await page.getByRole('button', { name: '저장' }).click();
  const made = page.getByRole('article', { name: '시험용 인사' });
  await made.getByRole('button', { name: '고치기' }).click();
  await page.getByRole('textbox', { name: '내용' }).fill('고친 인사말이에요.');
  await page.getByRole('button', { name: '저장' }).click();
  await expect(made).toContainText('고친 인사말이에요.');

  const customer = await (await browser.newContext({ baseURL, locale: 'ko-KR' })).newPage();
  const chat = new ChatPage(customer);
  await chat.open();
  const question = '온담 입출금통장은 어떻게 만들어요?';
  await chat.ask(question);
  await customer.getByRole('button', { name: '상담원 연결' }).last().click();
  const inbox = new InboxPage(page);
  await inbox.open();
  await inbox.claim(question);
  const box = page.getByRole('textbox', { name: '고객에게 답하기' });
  await page.getByRole('combobox', { name: '자주 쓰는 말' }).selectOption({ label: '시험용 인사' });
  await expect(box).toHaveValue('고친 인사말이에요.');
  await box.press('Enter');
  await expect(customer.getByRole('article', { name: '김상담' })).toContainText('고친 인사말이에요.');
  await inbox.returnToBot();
  await customer.context().close();

  await page.goto('/staff/inbox/replies');
  await made.getByRole('button', { name: '지우기' }).click();
  await made.getByRole('button', { name: '지우기' }).last().click();
  await expect(made).toHaveCount(0);
});

test('a half-typed reply stays while another conversation is looked at', async ({
  page,
  browser,
  baseURL,
}) => {
  const asked: string[] = [];
  for (const question of ['통장 사본이 필요해요', '온담 정기예금 금리는 기간별로 얼마인가요?']) {
    const customer = await (await browser.newContext({ baseURL, locale: 'ko-KR' })).newPage();
    const chat = new ChatPage(customer);
    await chat.open();
    await chat.ask(question);
    await customer.getByRole('button', { name: '상담원 연결' }).last().click();
    await expect(customer.getByText('상담원을 기다리고 있어요.')).toBeVisible();
    asked.push(question);
    await customer.context().close();
  }
  const inbox = new InboxPage(page);
  await inbox.open();
  for (const question of asked) await inbox.claim(question);
  const mine = page.getByRole('region', { name: '내 상담' });
  const box = page.getByRole('textbox', { name: '고객에게 답하기' });
  await mine.getByRole('button', { name: asked[0] }).last().click();
  await box.fill('쓰다 만 답');
  await mine.getByRole('button', { name: asked[1] }).last().click();
  await expect(box).toHaveValue('');
  await mine.getByRole('button', { name: asked[0] }).last().click();
  await expect(box).toHaveValue('쓰다 만 답');
  for (const question of asked) {
    await mine.getByRole('button', { name: question }).last().click();
    await inbox.returnToBot();
    await expect(page.getByText('끝난 상담이에요', { exact: false })).toBeVisible();
  }
});

test('an account is made, changed and closed, and its password works once it is known', async ({
  page,
  browser,
  baseURL,
}) => {
  await at(page, 'admin', 'team');
  await page.getByRole('button', { name: '직원 추가' }).click();
  const sheet = page.getByRole('dialog', { name: '직원 추가' });
  await sheet.getByLabel('이름').fill('한신입');
  await sheet.getByLabel('이메일').fill('newcomer@ondam.example');
  await sheet.getByRole('button', { name: '직원 추가' }).click();
  const password = await sheet.locator('code').innerText();
  await sheet.getByRole('button', { name: '다 전했어요' }).click();

  const other = await (await browser.newContext({ baseURL, locale: 'ko-KR' })).newPage();
  await other.goto('/staff/sign-in');
  await other.getByLabel('이메일').fill('newcomer@ondam.example');
  await other.getByLabel('비밀번호').fill(password);
  await other.getByRole('button', { name: '로그인', exact: true }).click();
  await expect(other).toHaveURL(/\/staff\/(?!sign-in)/);
  await other.goto('/staff/account');
  await other.getByLabel('지금 비밀번호').fill(password);
  await other.getByLabel(/새 비밀번호/).fill('a-better-password-1');
  await other.getByRole('button', { name: '바꾸기' }).click();
  await expect(other.getByText('비밀번호를 바꿨어요.', { exact: false })).toBeVisible();
  await other.getByText('English', { exact: true }).last().click();
  await expect(other.getByRole('heading', { name: 'My account' })).toBeVisible();

  await page.getByRole('button', { name: '한신입 관리' }).click();
  await page.getByRole('button', { name: '계정 닫기' }).click();
  await page.getByRole('button', { name: '계정 닫기' }).last().click();
  await expect(page.getByRole('button', { name: '계정 다시 열기' })).toBeVisible();
  await other.goto('/staff/account');
  await expect(other).toHaveURL(/\/staff\/sign-in$/);
  await other.context().close();

  const file = await page.request.get('/api/staff/audit?format=csv');
  expect(file.headers()['content-type']).toContain('text/csv');
  const lines = (await file.text()).split('\r\n');
  expect(lines.filter((line) => line.includes('newcomer@ondam.example')).length).toBeGreaterThan(0);
  expect(await file.text()).not.toContain(password);
});

test('a marked answer becomes an evaluation case, which is changed and deleted', async ({ page }) => {
  const chat = new ChatPage(page);
  await chat.open();
  await chat.ask('통장 사본이 필요해요');
  await page.getByRole('button', { name: '도움이 안 됐어요' }).last().click();
  await page.getByRole('dialog').getByRole('button').last().click();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await at(page, 'editor', 'insights/feedback');
  await page.getByRole('button', { name: '평가 문항으로' }).first().click();
  await page.getByRole('button', { name: '평가 문항에 넣기' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.goto('/staff/insights/cases');
  await page.getByRole('button', { name: '평가 문항 고치기: 통장 사본이 필요해요' }).click();
  const sheet = page.getByRole('dialog', { name: '평가 문항 고치기' });
  await sheet.getByLabel('올바른 근거').fill('no-such-entry');
  await sheet.getByRole('button', { name: '저장' }).click();
  await expect(sheet.getByRole('alert')).not.toBeEmpty();
  await sheet.getByLabel('올바른 근거').fill('');
  await sheet.getByLabel('질문').fill('통장 사본은 어떻게 떼요?');
  await sheet.getByRole('button', { name: '저장' }).click();
  const row = page.getByRole('row', { name: /통장 사본은 어떻게 떼요/ });
  await expect(row).toContainText('답하지 않기');
  await row.getByRole('button').click();
  await sheet.getByRole('button', { name: '지우기' }).click();
  await sheet.getByRole('button', { name: '지우기' }).last().click();
  await expect(row).toHaveCount(0);
});

test('one goes back to an earlier conversation with the assistant, and deletes it', async ({ page }) => {
  await at(page, 'agent', 'assistant');
  const box = page.getByRole('textbox');
  const question = '통장 사본은 어디서 뽑아요?';
  await box.fill(question);
  await box.press('Enter');
  await expect(page).toHaveURL(/\?c=/);
  await expect(page.getByRole('button', { name: '멈춤' })).toHaveCount(0);
  await page.getByRole('button', { name: '새 대화' }).click();
  await expect(page).not.toHaveURL(/\?c=/);
  await page.getByRole('button', { name: '지난 대화' }).click();
  const past = page.getByRole('dialog', { name: '지난 대화' });
  await past.getByRole('button', { name: /^통장 사본은 어디서/ }).click();
  await expect(page).toHaveURL(/\?c=/);
  await expect(page.getByRole('region', { name: '질문과 답' })).toContainText(question);
  await page.getByRole('button', { name: '지난 대화' }).click();
  await past.getByRole('button', { name: `지우기: ${question}` }).click();
  await past.getByRole('button', { name: '지우기', exact: true }).click();
  await expect(page).not.toHaveURL(/\?c=/);
});
