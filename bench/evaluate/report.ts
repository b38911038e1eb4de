import type { Goal } from './goals';
import type { Share } from './interval';

type Figure = Share | number | string | Figures | unknown[];
interface Figures {
  [name: string]: Figure;
}

/** The report as a page: goals beside figures, then every split, then the worst cases. */
export function markdown({ goals, ...report }: { goals: Goal[] }): string {
  const lines = [
    '# Evaluation of the assistant',
    '',
    'Written by `npm run evaluate`. Shares with their 95 % intervals (Wilson).',
    '',
    '| what | goal | measured | met |',
    '|---|---|---|---|',
    ...goals.map(
      ({ what, goal, measured, met }) => `| ${what} | ${goal} | ${shown(measured)} | ${met ? 'yes' : 'no'} |`,
    ),
    '',
  ];
  section(lines, report, 2);
  return `${lines.join('\n')}\n`;
}

function section(lines: string[], figures: Figures, level: number): void {
  const plain = Object.entries(figures).filter(([, figure]) => !isGroup(figure));
  const tables = Object.entries(figures).filter(([, figure]) => isGroup(figure));
  if (plain.length > 0) {
    for (const [name, figure] of plain) lines.push(...line(words(name), figure));
    lines.push('');
  }
  for (const [name, figure] of tables) {
    lines.push(`${'#'.repeat(Math.min(level, 5))} ${words(name)}`, '');
    section(lines, figure as Figures, level + 1);
  }
}

function line(name: string, figure: Figure): string[] {
  if (Array.isArray(figure)) {
    if (figure.length === 0) return [`- ${name}: none`];
    return [`- ${name}:`, ...figure.map((item) => `  - ${itemText(item)}`)];
  }
  return [`- ${name}: ${typeof figure === 'string' ? figure : shown(figure as Share | number)}`];
}

function shown(figure: Share | number): string {
  if (typeof figure === 'number') return String(Number(figure.toFixed(2)));
  const { share, low, high, count, of } = figure;
  const percent = (value: number) => (100 * value).toFixed(1);
  return `**${percent(share)} %** (${percent(low)} to ${percent(high)}; ${count} of ${of})`;
}

const itemText = (item: unknown) =>
  typeof item === 'string'
    ? item
    : Object.entries(item as object)
        .map(([key, value]) => `${words(key)}: ${Array.isArray(value) ? value.join(', ') || 'none' : value}`)
        .join(' · ')
        .replaceAll('\n', ' ');

const isGroup = (figure: Figure): figure is Figures =>
  typeof figure === 'object' && !Array.isArray(figure) && !('share' in figure);

const words = (name: string) => name.replaceAll('_', ' ');
