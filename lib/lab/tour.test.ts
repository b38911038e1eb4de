import { expect, it } from 'vitest';
import { tourWords } from '@/lib/i18n/lab/tour';
import { runOfHash } from './link';
import { STOP_IDS, STOPS } from './tour';

/** The tour as prose, for those who read before they click. */
function prose(): string {
  const { prose, stops, open, look, accounts } = tourWords.ko;
  const parts = STOP_IDS.map((id, i) => {
    const { title, steps, look: sight } = stops[id];
    const links = STOPS[id].map(({ page, href }) => `- ${open[page]}: <http://localhost:3000${href}>`);
    return [`## ${i + 1}. ${title}`, links.join('\n'), steps.join(' '), `**${look}.** ${sight}`].join('\n\n');
  });
  return `${[`# ${prose.title}`, prose.intro, accounts, ...parts, `---\n\n${prose.written}`].join('\n\n')}\n`;
}

it('the prose for judges says what the tour says', async () => {
  await expect(prose()).toMatchFileSnapshot('../../docs/judges.md');
});

it('every link to the playground holds a run that it can open', () => {
  const runs = STOP_IDS.flatMap((id) => STOPS[id].map(({ href }) => href)).filter((href) =>
    href.includes('#'),
  );
  expect(runs).toHaveLength(2);
  for (const href of runs) expect(runOfHash(new URL(href, 'http://x').hash)).toBeTruthy();
});
