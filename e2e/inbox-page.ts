import { expect, type Page } from '@playwright/test';
import type { Role } from '@/lib/auth/permissions';

/** Signs somebody of a role in, as the demo's account of it. */
export async function signIn(page: Page, role: Role): Promise<void> {
  const data = { email: `${role}@ondam.example`, password: 'ondam-demo-2026' };
  expect((await page.request.post('/api/staff/session', { data })).status()).toBe(204);
}

/** The inbox as an agent uses it. */
export class InboxPage {
  constructor(readonly page: Page) {}

  async open(): Promise<void> {
    await signIn(this.page, 'agent');
    await this.page.goto('/staff/inbox');
    await expect(this.page.getByRole('heading', { name: '상담함' })).toBeVisible();
  }

  /** Opens the waiting conversation that began with a question, and takes it. */
  async claim(question: string): Promise<void> {
    const waiting = this.page.getByRole('region', { name: '대기' });
    await waiting.getByRole('button', { name: question }).last().click();
    await this.page.getByRole('button', { name: '맡기', exact: true }).click();
    await expect(this.page.getByRole('textbox', { name: '고객에게 답하기' })).toBeVisible();
  }

  async reply(text: string): Promise<void> {
    const box = this.page.getByRole('textbox', { name: '고객에게 답하기' });
    await box.fill(text);
    await box.press('Enter');
    await expect(box).toHaveValue('');
  }

  async returnToBot(): Promise<void> {
    await this.page.getByRole('button', { name: '온담에게 돌려주기' }).click();
  }
}
