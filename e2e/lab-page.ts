import { expect, type Locator, type Page } from '@playwright/test';

/** A pane of the playground: a model's text and the candidates of the token that is looked at. */
export class LabPane {
  readonly tokens: Locator;
  readonly text: Locator;
  readonly candidates: Locator;
  readonly inspector: Locator;
  readonly speed: Locator;
  readonly model: Locator;

  constructor(readonly section: Locator) {
    this.text = section.getByRole('listbox');
    this.tokens = section.getByRole('option').and(section.locator('[aria-selected]'));
    this.inspector = section.getByRole('region', { name: /후보 살펴보기/ });
    this.candidates = this.inspector.getByRole('button', { name: /이어 쓰기/ });
    this.speed = section.getByText(/초당 \d+토큰/);
    this.model = section.getByRole('combobox', { name: '모델' });
  }

  /** Waits for the last token and gives the text as it is drawn. */
  async finished(): Promise<string> {
    await expect(this.speed).toBeVisible();
    await expect(this.text).toHaveAttribute('aria-busy', 'false');
    return (await this.text.textContent()) ?? '';
  }

  /** Opens the pane's settings, does something with them, and closes them. */
  async withSettings(change: (sheet: Locator) => Promise<void>): Promise<void> {
    await this.section.getByRole('button', { name: /^설정/ }).click();
    const sheet = this.section.page().getByRole('dialog');
    await change(sheet);
    await sheet.getByRole('button', { name: '닫기' }).click();
    await expect(sheet).toBeHidden();
  }

  /** Sets one control by hand, by its Korean name. */
  async setControl(name: string, value: string): Promise<void> {
    await this.withSettings(async (sheet) => {
      const control = sheet.getByRole('group', { name });
      await control.getByText('직접', { exact: true }).click();
      await control.getByRole('textbox').fill(value);
    });
  }

  /** The numbers of one column of the candidates' table, the rest's included; what was cut counts as nothing. */
  async column(stage: 0 | 1 | 2): Promise<number[]> {
    const cells = await this.inspector.locator(`tr td:nth-of-type(${stage + 1})`).allTextContents();
    return cells.map((cell) => Number(/^[\d.]+/.exec(cell)?.[0] ?? 0));
  }
}

/** The lab's playground as a person uses it. */
export class LabPage {
  readonly prompt: Locator;
  readonly first: LabPane;
  readonly second: LabPane;

  constructor(readonly page: Page) {
    this.prompt = page.getByRole('textbox', { name: /이어 쓸 글|질문/ });
    this.first = new LabPane(page.getByRole('region', { name: '첫째 칸', exact: true }));
    this.second = new LabPane(page.getByRole('region', { name: '둘째 칸', exact: true }));
  }

  async open(): Promise<void> {
    await this.page.goto('/lab');
    // The page hears what is typed once its script runs; an example fills the box when it does.
    await expect(async () => {
      await this.page.getByRole('button', { name: '한국은행은' }).click({ timeout: 500 });
      await expect(this.prompt).toHaveValue('한국은행은', { timeout: 500 });
    }).toPass();
  }

  async setSeed(value: string): Promise<void> {
    const seed = this.page.getByRole('group', { name: /시드/ });
    await seed.getByText('직접', { exact: true }).click();
    await seed.getByRole('textbox').fill(value);
  }

  /** Runs and gives the first pane's text. */
  async run(): Promise<string> {
    await this.page.getByRole('button', { name: '실행' }).click();
    return this.first.finished();
  }

  /** The link that 링크 복사 leaves in the address bar. */
  async link(): Promise<string> {
    await this.page.getByRole('button', { name: '링크 복사' }).click();
    await expect(this.page).toHaveURL(/#run=/);
    return this.page.url();
  }
}
