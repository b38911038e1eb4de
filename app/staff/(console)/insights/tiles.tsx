import { requestLocale } from '@/app/locale';
import { fill } from '@/lib/i18n';
import { insightsWords } from '@/lib/i18n/staff/insights';
import type { Insights } from '@/lib/insights/summary';
import { duration, percent } from './format';

/** The period in a few numbers. */
export async function Tiles({ insights }: { insights: Insights }) {
  const { tiles } = insightsWords[await requestLocale()];
  const { questions, kinds, answer_rate, tokens_per_second, handoffs, feedback } = insights;
  const replies = Object.values(kinds).reduce((sum, count) => sum + count, 0);
  const votes = feedback.up + feedback.down;
  const all: { name: string; value: string; hint?: string }[] = [
    { name: tiles.questions, value: String(questions) },
    { name: tiles.answer_rate, value: percent(answer_rate), hint: tiles.answer_rate_hint },
    {
      name: tiles.approved,
      value: percent(replies > 0 ? kinds.approved / replies : null),
      hint: tiles.approved_hint,
    },
    {
      name: tiles.speed,
      value: tokens_per_second === null ? '–' : String(Math.round(tokens_per_second)),
      hint: tiles.speed_hint,
    },
    {
      name: tiles.handoffs,
      value: String(handoffs.count),
      hint:
        handoffs.median_wait_s === null
          ? undefined
          : fill(tiles.wait, { wait: duration(1000 * handoffs.median_wait_s) }),
    },
    {
      name: tiles.liked,
      value: percent(votes > 0 ? feedback.up / votes : null),
      hint: fill(tiles.liked_hint, { count: votes }),
    },
  ];
  return (
    <dl className="grid grid-cols-2 gap-3 md:grid-cols-3 xl:grid-cols-6">
      {all.map(({ name, value, hint }) => (
        <div key={name} className="card flex flex-col p-4">
          <dt className="text-sm text-soft">{name}</dt>
          <dd className="text-2xl font-bold tabular-nums">{value}</dd>
          {hint && <dd className="text-xs text-soft">{hint}</dd>}
        </div>
      ))}
    </dl>
  );
}
