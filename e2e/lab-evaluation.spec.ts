import { readFileSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { tourWords } from '@/lib/i18n/lab/tour';
import { NEW_ENTRY, STOP_IDS, STOPS, type StopId } from '@/lib/lab/tour';
import { ChatPage } from './chat-page';
import { signIn } from './inbox-page';
import { LabPage } from './lab-page';

const EVALUATION = JSON.parse(readFileSync('training/reports/evaluation.json', 'utf8'));
const QUESTION = '정기예금을 중간에 깨면 이자가 얼마나 줄어드나요';

const violations = async (page: Page) => {
  const { violations: found } = await new AxeBuilder({ page }).analyze();
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`);
};
const isTooWide = (page: Page) =>
  page.evaluate(() => (document.scrollingElement as Element).scrollWidth > window.innerWidth);

test.describe('the tour', () => {
  test('has ten stops, each with its links, and remembers which were seen', async ({ page }) => {
    await page.goto('/lab/tour');
    const stops = page.getByRole('main').locator('ol > li > section');
    await expect(stops).toHaveCount(10);
    for (const [i, id] of STOP_IDS.entries()) {
      const links = stops.nth(i).getByRole('link');
      await expect(links).toHaveCount(STOPS[id].length);
      for (const [j, { href }] of STOPS[id].entries()) {
        await expect(links.nth(j)).toHaveAttribute('href', href);
      }
    }
    await expect(page.getByText('10곳 가운데 0곳을 봤어요')).toBeVisible();
    const opened = page.waitForEvent('popup');
    await stops.nth(0).getByRole('link').click();
    await (await opened).close();
    await stops.nth(1).getByRole('checkbox').check();
    await expect(page.getByText('10곳 가운데 2곳을 봤어요')).toBeVisible();
    await page.reload();
    await expect(page.getByText('10곳 가운데 2곳을 봤어요')).toBeVisible();
    await page.getByRole('button', { name: '처음부터 다시' }).click();
    await expect(page.getByText('10곳 가운데 0곳을 봤어요')).toBeVisible();
  });

  /** What each stop's page promises. */
  const PROMISES: Record<StopId, (page: Page) => Promise<void>> = {
    async answer(page) {
      const chat = new ChatPage(page);
      await expect(chat.box).toHaveValue(QUESTION);
      await expect(chat.questions).toHaveCount(0);
      await expect(page.getByRole('button', { name: '보내기' })).toBeEnabled();
      await page.getByRole('button', { name: '보내기' }).click();
      expect(await chat.answer()).toMatch(/\d/);
      await expect(
        chat.answers
          .last()
          .getByRole('button', { name: /정기예금/ })
          .first(),
      ).toBeVisible();
    },
    async injection(page) {
      const chat = new ChatPage(page);
      await expect(page.getByRole('button', { name: '보내기' })).toBeEnabled();
      await page.getByRole('button', { name: '보내기' }).click();
      expect(await chat.answer()).not.toContain('20%');
    },
    async pipeline(page) {
      await expect(page.getByRole('heading', { name: '고객이 받는 답변' })).toBeVisible();
    },
    async handoff(page) {
      await expect(new ChatPage(page).box).not.toHaveValue('');
      await expect(page.getByRole('button', { name: '상담원 연결' }).first()).toBeVisible();
      await page.goto(STOPS.handoff[1].href);
      await expect(page.getByRole('heading', { name: '상담함' })).toBeVisible();
    },
    async publish(page) {
      await expect(page.getByRole('textbox', { name: '답변' }).first()).toHaveValue(NEW_ENTRY.answer);
      await page.goto(STOPS.publish[2].href);
      await expect(new ChatPage(page).box).toHaveValue(NEW_ENTRY.question);
    },
    async training(page) {
      await expect(page.getByRole('slider').first()).toBeVisible();
    },
    async tokens(page) {
      await expect(page.getByRole('main')).toContainText('GPT-2');
      await expect(page.getByRole('textbox').first()).toBeVisible();
    },
    async inspector(page) {
      const { first } = new LabPage(page);
      expect((await first.finished()).length).toBeGreaterThan(0);
      await first.tokens.first().click();
      await expect(first.candidates.first()).toBeVisible();
    },
    async temperature(page) {
      const lab = new LabPage(page);
      const texts = [await lab.first.finished(), await lab.second.finished()];
      expect(texts[0]).not.toBe(texts[1]);
    },
    async evaluation(page) {
      await expect(page.getByRole('heading', { name: '약속과 결과' })).toBeVisible();
    },
  };

  for (const id of STOP_IDS) {
    test(`${id} reaches what it promises`, async ({ page }) => {
      await signIn(page, 'admin');
      await page.goto(STOPS[id][0].href);
      await PROMISES[id](page);
    });
  }

  test('says in docs/judges.md where each stop is', () => {
    const prose = readFileSync('docs/judges.md', 'utf8');
    for (const id of STOP_IDS) {
      expect(prose).toContain(tourWords.ko.stops[id].look);
      for (const { href } of STOPS[id]) expect(prose).toContain(href);
    }
  });
});

test.describe('the evaluation page', () => {
  test('shows the numbers of evaluation.json, the failures among them', async ({ page }) => {
    await page.goto('/lab/evaluation');
    const goals = page.getByRole('region', { name: '약속과 결과' }).first().getByRole('row');
    await expect(goals).toHaveCount(EVALUATION.goals.length + 1);
    for (const [i, { measured, met }] of EVALUATION.goals.entries()) {
      const row = goals.nth(i + 1);
      await expect(row).toContainText(met ? '지킴' : '아직');
      if (typeof measured === 'object') await expect(row).toContainText((100 * measured.share).toFixed(1));
    }
    const areas = page.getByRole('region', { name: '업무별' });
    for (const [area, { share, count, of }] of Object.entries<{ share: number; count: number; of: number }>(
      EVALUATION.answers['all required facts, by area'],
    )) {
      const row = areas.getByRole('row').filter({ hasText: area }).first();
      await expect(row).toContainText((100 * share).toFixed(1));
      await expect(row).toContainText(`${count} / ${of}`);
    }
  });

  test('opens a wrong reply with its way, and asks it again', async ({ page }) => {
    await page.goto('/lab/evaluation');
    const [wrong] = EVALUATION.cases;
    const item = page.getByRole('listitem').filter({ hasText: wrong.question }).first();
    await item.getByText(wrong.question).first().click();
    await expect(item).toContainText(wrong.expected.id);
    await expect(item).toContainText(wrong.trace.hits[0].score.toFixed(3));
    await item.getByRole('button', { name: '지금 다시 물어보기' }).click();
    await expect(item.getByRole('heading', { name: '고객이 받는 답변' })).toBeVisible();
  });

  test('shows every kept result with its machine and the command that repeats it', async ({ page }) => {
    await page.goto('/lab/evaluation');
    const { machine, ours_tokens_per_second: ours } = JSON.parse(
      readFileSync('bench/results/train.json', 'utf8'),
    );
    const train = page.getByRole('article', { name: '학습 속도와 메모리' });
    await expect(train).toContainText(machine);
    await expect(train).toContainText('npm run bench -- train');
    await expect(train).toContainText(Math.round(ours).toLocaleString('en-US'));
    await expect(train).toContainText('PyTorch');
  });
});

test('a question is followed through six steps, and leaves no conversation behind', async ({ page }) => {
  await page.goto('/lab/pipeline');
  await page.getByRole('textbox', { name: '따라갈 질문' }).fill(QUESTION);
  await page.getByRole('button', { name: '따라가기' }).click();
  for (const name of ['검사', '찾기', '결정', '프롬프트', '생성', '근거 확인']) {
    await expect(page.getByRole('region', { name, exact: true }).first()).toBeVisible();
  }
  await expect(page.getByRole('region', { name: '프롬프트', exact: true }).first()).toContainText(QUESTION);
  const tokens = page.getByRole('group', { name: '쓴 토큰' }).getByRole('button');
  expect(await tokens.count()).toBeGreaterThan(5);
  await tokens.first().click();
  await page.keyboard.press('ArrowRight');
  await expect(tokens.nth(1)).toBeFocused();
  await expect(tokens.nth(1)).toHaveAttribute('aria-pressed', 'true');
  const kept = await page.request.get('/api/conversations');
  expect(JSON.stringify(await kept.json())).not.toContain(QUESTION);
});

test('the pipeline says what is wrong with a question, and keeps what was typed', async ({ page }) => {
  await page.goto('/lab/pipeline');
  const box = page.getByRole('textbox', { name: '따라갈 질문' });
  await box.fill('가'.repeat(5000));
  await page.getByRole('button', { name: '따라가기' }).click();
  await expect(page.getByRole('main').getByRole('alert')).toBeVisible();
  await expect(box).toHaveValue('가'.repeat(5000));
});

const PAGES = ['/lab/evaluation', '/lab/tour', `/lab/pipeline?q=${encodeURIComponent(QUESTION)}`];

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  if (address.includes('?q=')) {
    await expect(page.getByRole('heading', { name: '고객이 받는 답변' })).toBeVisible();
  }
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`axe finds nothing (${colorScheme})`, () => {
    test.use({ colorScheme });
    for (const address of PAGES) {
      test(`on ${address.split('?')[0]}`, async ({ page }) => {
        await open(page, address);
        expect(await violations(page)).toEqual([]);
      });
    }
  });
}

test('the pages fit a phone of 360 pixels', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  for (const address of PAGES) {
    await open(page, address);
    expect(await isTooWide(page), address).toBe(false);
  }
});
