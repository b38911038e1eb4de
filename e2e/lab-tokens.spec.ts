import { expect, type Page, test } from '@playwright/test';
import { encode } from 'gpt-tokenizer/encoding/r50k_base';
import { Tokenizer } from '@/model/tokenizer';

const tokenizer = Tokenizer.load('model/bank');

/** The page listens once its script runs: then an example that is chosen stands in the box. */
async function open(page: Page) {
  await page.goto('/lab/tokens');
  await expect(async () => {
    await page.getByRole('button', { name: '영어' }).click();
    await expect(page.getByRole('button', { name: '영어' })).toHaveAttribute('aria-pressed', 'true', {
      timeout: 500,
    });
  }).toPass();
}

const side = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

test("a typed text's tokens are each tokenizer's own, and give the text back", async ({ page }) => {
  await open(page);
  const text = '적금 금리가 연 4.5%인가요? 🙂';
  await page.getByRole('textbox', { name: '나눌 글' }).fill(text);
  for (const [name, ids] of [
    ['온담', tokenizer.encode(text)],
    ['GPT-2', encode(text)],
  ] as const) {
    const tokens = side(page, name).getByRole('list', { name: `${name}의 토큰` });
    await expect(tokens.getByRole('listitem')).toHaveCount(ids.length);
    for (const [i, id] of ids.entries()) {
      await expect(tokens.getByRole('listitem').nth(i)).toContainText(String(id));
    }
    await expect(side(page, name)).toContainText('원문과 똑같아요');
  }
});

test('a token that is part of a character is shown by its bytes, and says of which', async ({ page }) => {
  await open(page);
  await page.getByRole('textbox', { name: '나눌 글' }).fill('쀍');
  const tokens = side(page, '온담').getByRole('listitem');
  await expect(tokens).toHaveCount(tokenizer.encode('쀍').length);
  await expect(tokens.first()).toContainText('‘쀍’의 일부');
  await expect(tokens.first()).toContainText('EC');
});

test('ids read as text, broken ones as what they are; the vocabulary is searched', async ({ page }) => {
  await open(page);
  const ids = page.getByRole('textbox', { name: '토큰 번호' });
  const decoded = page.getByRole('region', { name: '번호를 글로' });
  await ids.fill(tokenizer.encode('정기예금').join(', '));
  await expect(decoded.getByRole('status')).toHaveText('정기예금');
  await ids.fill(String(tokenizer.encode('쀍')[0]));
  await expect(decoded.getByRole('status')).toHaveText('�');
  await ids.fill('8192');
  await expect(decoded).toContainText('0부터 8191까지');
  await page.getByRole('searchbox', { name: '찾을 글이나 번호' }).fill('계좌');
  const found = page.getByRole('region', { name: '어휘 찾아보기' });
  await expect(found.getByRole('listitem').first()).toContainText('계좌');
});
