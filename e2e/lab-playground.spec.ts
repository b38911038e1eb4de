import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { linkOf } from '@/lib/lab/link';
import { LabPage } from './lab-page';

let lab: LabPage;
test.beforeEach(async ({ page }) => {
  lab = new LabPage(page);
  await lab.open();
});

test('a candidate that is picked takes the drawn token’s place, and another text follows', async () => {
  await lab.setSeed('7');
  const text = await lab.run();
  const { first } = lab;
  const at = 2;
  await first.tokens.nth(at).click();
  const before = await first.tokens.allTextContents();
  const other = first.inspector.getByRole('row').filter({ hasNotText: '뽑힘' }).getByRole('button').first();
  const name = /‘(.+)’/.exec((await other.getAttribute('aria-label')) ?? '')?.[1] as string;
  await other.click();
  await expect(first.section).toContainText(`${at}번째 토큰까지 두고`);
  const branched = await first.finished();
  expect(branched).not.toBe(text);
  const after = await first.tokens.allTextContents();
  expect(after.slice(0, at)).toEqual(before.slice(0, at));
  expect(after[at].trim()).toBe(name);
  await expect(first.inspector).toContainText('고름');

  await first.section.getByRole('button', { name: '처음 글로' }).click();
  await expect(first.section).not.toContainText('번째 토큰까지 두고');
  expect(await first.finished()).toBe(text);
});

test('each column of the candidates makes 100 percent, and what a filter cut is told', async () => {
  const { first } = lab;
  await first.setControl('상위 k개', '3');
  await first.setControl('온도', '0.5');
  await lab.setSeed('11');
  await lab.run();
  for (const at of [0, 1, 2]) {
    await first.tokens.nth(at).click();
    await expect(first.inspector).toContainText(`${at + 1}번째 토큰`);
    for (const stage of [0, 1, 2] as const) {
      const numbers = await first.column(stage);
      expect(numbers.length).toBeGreaterThanOrEqual(11);
      expect(
        numbers.reduce((sum, n) => sum + n, 0),
        `token ${at}, stage ${stage}`,
      ).toBeCloseTo(100, 0);
    }
    const [model, reshaped, final] = await Promise.all(([0, 1, 2] as const).map((s) => first.column(s)));
    expect(final.filter((n) => n > 0).length).toBeLessThanOrEqual(3);
    expect(final[0]).toBeGreaterThanOrEqual(reshaped[0]);
    expect(reshaped[0]).toBeGreaterThanOrEqual(model[0]); // colder: the likeliest gains
    await expect(first.inspector).toContainText('top_k에서 잘림');
  }
});

test('a shared link gives the same text in another browser, branch and settings included', async ({
  browser,
  baseURL,
}) => {
  await lab.first.setControl('온도', '1.2');
  await lab.run();
  await lab.first.tokens.nth(1).click();
  await lab.first.candidates.last().click();
  await expect(lab.first.section).toContainText('번째 토큰까지 두고');
  const text = await lab.first.finished();
  const link = await lab.link();

  const context = await browser.newContext({ baseURL, locale: 'ko-KR' });
  const other = new LabPage(await context.newPage());
  await other.page.goto(link);
  expect(await other.first.finished()).toBe(text);
  await expect(other.first.section).toContainText('링크를 만들 때와 똑같은 글이에요.');
  await expect(other.prompt).toHaveValue('한국은행은');
  await context.close();
});

test('two panes: same prompt and seed, each its own model; the link brings both back', async ({ page }) => {
  await page.getByRole('checkbox', { name: '둘을 나란히' }).check();
  await expect(lab.first.model).toHaveValue('base');
  await lab.second.model.selectOption('bank');
  const text = await lab.run();
  const second = await lab.second.finished();
  expect(second).not.toBe(text);
  // With one model and one setting nothing is left that could differ.
  await lab.second.model.selectOption('base');
  await lab.setSeed('5');
  const same = await lab.run();
  expect(await lab.second.finished()).toBe(same);
  const link = await lab.link();
  await page.goto('about:blank');
  await page.goto(link);
  expect(await lab.first.finished()).toBe(same);
  expect(await lab.second.finished()).toBe(same);
});

test('the inspector is used by the keyboard alone', async ({ page }) => {
  await lab.setSeed('3');
  await lab.prompt.focus();
  await page.keyboard.press('Control+Enter');
  const text = await lab.first.finished();
  await lab.first.text.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect(lab.first.tokens.nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(lab.first.inspector).toContainText('2번째 토큰');
  await page.keyboard.press('ArrowDown');
  await expect(lab.first.candidates.first()).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(lab.first.text).toBeFocused();
  await page.keyboard.press('Enter');
  for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowDown');
  await expect(lab.first.candidates.nth(3)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(lab.first.section).toContainText('1번째 토큰까지 두고');
  expect(await lab.first.finished()).not.toBe(text);
});

test('temperature 0 gives the same text whatever the seed', async () => {
  await lab.first.withSettings((sheet) => sheet.getByText('탐욕', { exact: true }).click());
  await lab.setSeed('1');
  const text = await lab.run();
  await lab.setSeed('2');
  expect(await lab.run()).toBe(text);
  expect(new Set(await lab.first.column(2))).toEqual(new Set([0, 100]));
});

test('a chat is inspected like a completion, and its answer stays for the next question', async ({
  page,
}) => {
  await page.getByText('묻고 답하기').click();
  await expect(lab.first.model).toHaveValue('bank');
  await expect(page.getByRole('button', { name: '실행' })).toBeVisible();
  await page.getByRole('button', { name: '카드를 잃어버렸어요' }).click();
  await lab.run();
  await lab.first.tokens.first().click();
  await expect(lab.first.candidates).not.toHaveCount(0);
  await page.getByRole('button', { name: '이 답을 두고 이어서 묻기' }).click();
  await expect(lab.first.section.getByRole('region', { name: '앞선 대화' })).toContainText(
    '카드를 잃어버렸어요',
  );
  await expect(page.getByRole('button', { name: '실행' })).toBeDisabled(); // there is nothing to answer yet
});

test('the file holds what was asked, the text, and every probability', async ({ page }) => {
  await lab.setSeed('9');
  await lab.run();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'JSON 내려받기' }).click();
  const { link, runs } = JSON.parse(readFileSync(await (await download).path(), 'utf8'));
  expect(link).toContain('/lab#run=');
  expect(runs[0].request).toMatchObject({ model: 'base', prompt: '한국은행은', seed: 9 });
  expect(runs[0].tokens).toHaveLength(await lab.first.tokens.count());
  for (const { candidates, rest } of runs[0].tokens) {
    for (const stage of ['model', 'reshaped', 'final']) {
      const sum = candidates.reduce(
        (total: number, c: Record<string, number>) => total + c[stage],
        rest[stage],
      );
      expect(sum).toBeCloseTo(1, 4);
    }
  }
});

test('links to a model that is gone or changed, or that are damaged, say so', async ({ page }) => {
  const run = (pane: { model: string; checksum?: string }) =>
    linkOf({ mode: 'completion', prompt: '봄', seed: 1, panes: [{ ...pane, sampling: { max_tokens: 4 } }] });
  await page.goto('about:blank');
  await page.goto(run({ model: 'gone' }));
  await expect(lab.first.section.getByRole('alert')).toContainText('‘gone’ 모델이 여기에 없어요');
  await page.goto('about:blank');
  await page.goto(run({ model: 'base', checksum: '0123456789ab' }));
  await expect(lab.first.section.getByRole('alert')).toContainText('링크를 만든 때와 달라졌어요');
  await lab.first.section.getByRole('button', { name: '지금 모델로 실행' }).click();
  await lab.first.finished();
  await page.goto('about:blank');
  await page.goto('/lab#run=abc');
  await expect(page.getByText('링크가 깨져서')).toBeVisible();
});

test('a number out of range is refused where it is typed, and by the server', async ({ page, request }) => {
  await lab.first.withSettings(async (sheet) => {
    const control = sheet.getByRole('group', { name: '온도' });
    await control.getByText('직접', { exact: true }).click();
    await control.getByRole('textbox').fill('9');
    await expect(control.getByRole('status')).toContainText('0부터 2까지');
    const bias = sheet.getByRole('group', { name: '로짓 보정' });
    await bias.getByText('직접', { exact: true }).click();
    await bias.getByRole('textbox').fill('네 5');
    await expect(bias.getByRole('status')).toContainText('-100부터 100까지');
  });
  const post = async (change: object) => {
    const body = { model: 'base', mode: 'completion', prompt: '봄', seed: 1, sampling: {}, ...change };
    const response = await request.post('/api/lab/generate', { data: body });
    return { status: response.status(), ...(await response.json()).error };
  };
  expect(await post({ sampling: { typical_p: 3 } })).toMatchObject({
    status: 400,
    code: 'sampling_out_of_range',
    field: 'sampling.typical_p',
  });
  expect(await post({ prompt: '가'.repeat(8001) })).toMatchObject({ status: 413, code: 'text_too_long' });
  expect(await post({ prompt: '가나다라 '.repeat(1500) })).toMatchObject({
    status: 413,
    code: 'context_exceeded',
  });
  expect(await post({ sampling: { logit_bias: { 9999: 1 } } })).toMatchObject({ status: 400 });
  expect(await post({ mode: 'chat', prompt: ' ' })).toMatchObject({ status: 400, code: 'text_empty' });
  await expect(page.getByRole('button', { name: '실행' })).toBeEnabled();
});

test('a text may begin from nothing, and may be stopped', async ({ page }) => {
  await lab.prompt.fill('');
  await lab.first.setControl('최대 길이', '512');
  await lab.first.withSettings(async (sheet) => {
    const bias = sheet.getByRole('group', { name: '로짓 보정' });
    await bias.getByText('직접', { exact: true }).click();
    await bias.getByRole('textbox').fill('0 -100\n5 -100'); // it may not end by itself
  });
  await page.getByRole('button', { name: '실행' }).click();
  await expect(lab.first.tokens.nth(5)).toBeVisible();
  await page.getByRole('button', { name: '멈추기' }).click();
  await expect(page.getByRole('button', { name: '실행' })).toBeVisible();
  expect(await lab.first.tokens.count()).toBeLessThan(512);
});
