import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { RUNS_FOLDER } from './runs';

const report = JSON.parse(readFileSync('model/bank/report.json', 'utf8'));
const [pretraining] = report.runs;
const { evaluations } = pretraining;

/** How the page writes a figure: four digits that matter. */
const figure = (value: number) =>
  value >= 1000 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(4)));

/** The page listens once its script runs: then the chosen axis changes with a click. */
async function open(page: Page, run: string) {
  await page.goto(`/lab/training?run=${run}`);
  await expect(async () => {
    await page.getByText('선형', { exact: true }).first().click();
    await expect(page.getByRole('radio', { name: '선형' }).first()).toBeChecked({ timeout: 500 });
  }).toPass();
}

const chart = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

/** The row of a chart's table that begins with `first`, opened. */
async function row(page: Page, name: string, first: string) {
  const figureOf = chart(page, name).first();
  await figureOf.getByText('표로 보기').click();
  const cells = figureOf
    .getByRole('row')
    .filter({ has: page.getByRole('cell', { name: first, exact: true }) });
  return cells.first();
}

test('the slider goes from untrained gibberish to the last text, by keyboard too', async ({ page }) => {
  await open(page, 'bank-small');
  const text = page.getByTestId('sample');
  const place = page.getByTestId('sample-place');
  const slider = page.getByRole('slider', { name: '학습 단계' });
  const [first, second, last] = [evaluations[0], evaluations[1], evaluations.at(-1)];
  const { prompt } = first.samples[0];
  await expect(text).toHaveText(prompt + first.samples[0].text);
  await expect(place).toContainText('학습 전');
  await slider.focus();
  await page.keyboard.press('ArrowRight');
  await expect(text).toHaveText(prompt + second.samples[0].text);
  await page.keyboard.press('End');
  await expect(text).toHaveText(prompt + last.samples[0].text);
  await expect(place).toContainText(`${last.step.toLocaleString('en')}단계`);
  await expect(place).toContainText(`검증 손실 ${figure(last.val_loss)}`);
  // Another prompt, at the same place of the run.
  await page.getByRole('combobox', { name: '첫머리' }).selectOption(last.samples[2].prompt);
  await expect(text).toHaveText(last.samples[2].prompt + last.samples[2].text);
});

test('the texts play by themselves to the end', async ({ page }) => {
  await open(page, 'shakespeare');
  const slider = page.getByRole('slider', { name: '학습 단계' });
  await page.getByRole('button', { name: '재생' }).click();
  await expect(slider).toHaveValue((await slider.getAttribute('max')) as string);
  await expect(page.getByRole('button', { name: '재생' })).toBeVisible();
});

test("each chart's table holds the report's numbers, over steps and over tokens seen", async ({ page }) => {
  await open(page, 'bank-small');
  const { step, tokens, val_loss, perplexity, bits_per_byte } = evaluations[1];
  await expect(await row(page, '손실', String(step))).toContainText(figure(val_loss));
  await expect(await row(page, 'Perplexity', String(step))).toContainText(figure(perplexity));
  await expect(await row(page, 'Bits per byte', String(step))).toContainText(figure(bits_per_byte));
  const [first] = pretraining.steps;
  await expect(await row(page, '기울기 노름', '1')).toContainText(figure(first.grad_norm));
  await expect(await row(page, '학습률', '1')).toContainText('2.0e-5');

  await page.getByText('읽은 토큰', { exact: true }).and(page.locator('label')).click();
  const loss = chart(page, '손실').first();
  await expect(loss.getByRole('columnheader', { name: '읽은 토큰' })).toBeVisible();
  const file = page.waitForEvent('download');
  await loss.getByRole('button', { name: 'CSV 내려받기' }).click();
  const csv = readFileSync(await (await file).path(), 'utf8');
  // A file has the numbers whole.
  expect(csv).toMatch(new RegExp(`^${tokens},.*,${val_loss}\\r$`, 'm'));
});

test('the formulas are computed on the run: perplexity, FLOPs, the cost of the textbook', async ({
  page,
}) => {
  await open(page, 'bank-small');
  const facts = chart(page, '교재의 수식, 이 기록으로 계산하기');
  const { parameters, options } = pretraining.run;
  const untrained = Math.exp(evaluations[0].val_loss);
  await expect(facts).toContainText(`= ${figure(untrained)}`);
  await expect(facts).toContainText(`어휘 ${figure(options.config.vocab_size)}개`);
  const flops = (6 * parameters * pretraining.tokens).toExponential(2).split('e')[0];
  await expect(facts).toContainText(`= ${flops} × 10¹⁴`);

  const cost = page.getByTestId('cost');
  await expect(cost).toContainText('184,320 ÷ 8 × 30달러 = 691,200달러');
  await expect(cost).toContainText('약 69만 달러');
  const price = page.getByRole('textbox', { name: '서버 시간당 요금' });
  await price.fill('60');
  await expect(cost).toContainText('1,382,400달러');
  await price.fill('많이');
  await expect(page.getByText('0보다 큰 수를 넣어 주세요.')).toBeVisible();
  await page.getByRole('button', { name: '교재의 예: Llama 2 7B' }).click();
  await expect(cost).toContainText('691,200달러');
});

test('runs stand on one chart, each shown or not', async ({ page }) => {
  await open(page, 'verdict');
  const compared = chart(page, '견주어 보기');
  await compared.getByText('검증 손실', { exact: true }).click();
  await compared.getByText('표로 보기').click();
  await expect(compared.getByRole('columnheader', { name: 'verdict' })).toBeVisible();
  await compared.getByRole('checkbox', { name: 'verdict' }).uncheck();
  await expect(compared.getByRole('columnheader', { name: 'verdict' })).toBeHidden();
  await expect(compared.getByRole('columnheader', { name: 'bank-small', exact: true })).toBeVisible();
});

test('a run that goes on is followed without a reload', async ({ page }) => {
  const folder = path.join(RUNS_FOLDER, 'e2e-live');
  const log = path.join(folder, 'log.jsonl');
  const head = { ...pretraining.run, name: 'e2e-live', started: new Date().toISOString() };
  const write = (record: object) => appendFileSync(log, `${JSON.stringify(record)}\n`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(log, '');
  write({ ...head, options: { ...head.options, steps: 5000 } });
  write(evaluations[0]);
  write(pretraining.steps[0]);
  try {
    await open(page, 'e2e-live');
    await expect(page.getByText('지금 1단계')).toBeVisible();
    const slider = page.getByRole('slider', { name: '학습 단계' });
    await expect(slider).toHaveAttribute('max', '0');
    write({ ...pretraining.steps[1], step: 250 });
    write(evaluations[1]);
    await expect(page.getByText('지금 250단계')).toBeVisible();
    await expect(slider).toHaveAttribute('max', '1');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
