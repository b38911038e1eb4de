import { type APIRequestContext, expect, test } from '@playwright/test';
import type { Role } from '@/lib/auth/permissions';
import { ChatPage } from './chat-page';
import { signIn } from './inbox-page';

const QUESTION = '온담 반려나무 적금은 무엇인가요?';

const ENTRY = {
  id: 'deposit-90',
  area: '예금·적금',
  question: QUESTION,
  variants: ['반려나무 적금 알려 주세요', '나무 키우는 적금 있나요'],
  answer:
    '온담 반려나무 적금은 매달 1만원부터 20만원까지 넣는 12개월 적금이에요. 만기에 묘목 한 그루를 보내 드려요.',
  staff_note: '묘목은 4월과 10월에 보낸다.',
  facts: ['1만원', '20만원', '12개월'],
  effective_date: '2026-01-02',
  source: '온담은행 예금상품 규정 제90조',
  related: [],
};

test('an entry is written by one, approved by another, and found by customers at once', async ({
  browser,
  baseURL,
  page,
}) => {
  const as = async (role: Role) => {
    const context = await browser.newContext({ baseURL, locale: 'ko-KR' });
    const opened = await context.newPage();
    await signIn(opened, role);
    return opened;
  };
  const chat = new ChatPage(page);
  await chat.open();
  expect(await chat.ask(QUESTION)).not.toContain('묘목');

  const [editor, reviewer, admin] = [await as('editor'), await as('reviewer'), await as('admin')];
  const made = await editor.request.post('/api/staff/knowledge', { data: ENTRY });
  expect(made.status()).toBe(200);
  const step = (request: APIRequestContext, verb: string) =>
    request.post(`/api/staff/knowledge/${ENTRY.id}/1/${verb}`, { data: {} });
  expect((await step(editor.request, 'review')).status()).toBe(403);
  expect((await step(reviewer.request, 'publish')).status()).toBe(409);

  // By hand, as a reviewer does.
  await reviewer.goto(`/staff/knowledge/${ENTRY.id}`);
  await expect(reviewer.getByRole('heading', { level: 1 })).toContainText(QUESTION);
  expect((await step(reviewer.request, 'review')).status()).toBeLessThan(300);
  expect(await chat.ask('나무 키우는 적금 있나요')).not.toContain('묘목');
  expect((await step(reviewer.request, 'publish')).status()).toBeLessThan(300);

  const answer = await chat.ask(QUESTION);
  expect(answer).toContain('묘목');
  await expect(chat.answers.last().getByRole('button', { name: QUESTION })).toBeVisible();

  await admin.goto('/staff/audit');
  await expect(admin.getByRole('main')).toContainText(ENTRY.id);
  await expect(admin.getByRole('main')).toContainText('박검토');
  // Nothing is left for the tests after this one.
  expect((await step(reviewer.request, 'retire')).status()).toBeLessThan(300);
  expect(await chat.ask('반려나무 적금 알려 주세요')).not.toContain('묘목');
  for (const opened of [editor, reviewer, admin]) await opened.context().close();
});
