import { expect, type Locator, type Page } from '@playwright/test';

/** The customer's chat as a person uses it. */
export class ChatPage {
  readonly box: Locator;
  readonly answers: Locator;
  readonly questions: Locator;
  readonly stop: Locator;
  readonly regenerate: Locator;

  constructor(readonly page: Page) {
    this.box = page.getByRole('textbox', { name: '질문' });
    this.answers = page.getByRole('article', { name: '온담' });
    this.questions = page.getByRole('article', { name: '나' });
    this.stop = page.getByRole('button', { name: '멈추기' });
    this.regenerate = page.getByRole('button', { name: '다시 답하기' });
  }

  async open(): Promise<void> {
    await this.page.goto('/');
    // The page hears what is typed once its script runs; the button wakes when it does.
    await expect(async () => {
      await this.box.fill('');
      await this.box.fill('.');
      await expect(this.page.getByRole('button', { name: '보내기' })).toBeEnabled({ timeout: 500 });
    }).toPass();
    await this.box.fill('');
  }

  async send(text: string): Promise<void> {
    await this.box.fill(text);
    await this.box.press('Enter');
  }

  /** Waits for the newest answer's last word and gives its text. */
  async answer(): Promise<string> {
    const newest = this.answers.last();
    await expect(newest).toHaveAttribute('aria-busy', 'false');
    return (await newest.getByRole('paragraph').first().textContent()) ?? '';
  }

  async ask(text: string): Promise<string> {
    await this.send(text);
    await expect(this.questions.last()).toContainText(text);
    return this.answer();
  }

  async newChat(): Promise<void> {
    await this.page.getByRole('button', { name: '새 대화' }).click();
    await expect(this.answers).toHaveCount(0);
  }

  /** Opens the answer settings, does something with them, and closes them. */
  async withSettings(change: (sheet: Locator) => Promise<void>): Promise<void> {
    await this.page.getByRole('button', { name: '답변 설정' }).click();
    const sheet = this.page.getByRole('dialog', { name: '답변 설정' });
    await change(sheet);
    await sheet.getByRole('button', { name: '닫기' }).click();
    await expect(sheet).toBeHidden();
  }

  async choosePreset(name: '정확' | '균형' | '다양'): Promise<void> {
    await this.withSettings((sheet) => sheet.getByText(name, { exact: true }).click());
  }

  /** Sets one control by hand, by its Korean name. */
  async setControl(name: string, value: string): Promise<void> {
    await this.withSettings(async (sheet) => {
      const control = sheet.getByRole('group', { name });
      await control.getByText('직접', { exact: true }).click();
      await control.getByRole('textbox').fill(value);
    });
  }

  /** The settings, speed and seed under the newest answer. */
  get drawn(): Locator {
    return this.answers.last().getByTestId('drawn');
  }

  /** The seed that the newest answer was drawn with. */
  async seed(): Promise<string | undefined> {
    return /시드 (\d+)/.exec((await this.drawn.textContent()) ?? '')?.[1];
  }
}
