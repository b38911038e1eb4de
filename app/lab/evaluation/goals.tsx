import { requestLocale } from '@/app/locale';
import { fill } from '@/lib/i18n/fill';
import { evaluationWords } from '@/lib/i18n/lab/evaluation';
import type { Goal } from '@/lib/lab/evaluation';
import { number, percent } from '../format';
import { Scrolling } from '../scrolling';
import { Card } from './card';
import { Whisker } from './intervals';

/** What the assistant promises beside what was measured. */
export async function Goals({ goals }: { goals: Goal[] }) {
  const words = evaluationWords[await requestLocale()];
  const met = goals.filter((goal) => goal.met).length;
  return (
    <Card title={words.goals} hint={fill(words.goals_hint, { met, missed: goals.length - met })}>
      <Scrolling label={words.goals}>
        <table className="table min-w-160 tabular-nums">
          <thead>
            <tr>
              <th scope="col">{words.what}</th>
              <th scope="col">{words.goal}</th>
              <th scope="col">{words.measured}</th>
              <th scope="col" className="w-1/4">
                <span className="sr-only">{fill(words.scale, { from: '0 %', to: '100 %' })}</span>
                <span aria-hidden="true" className="flex justify-between font-normal">
                  <span>0&nbsp;%</span>
                  <span>100&nbsp;%</span>
                </span>
              </th>
              <th scope="col">{words.interval}</th>
              <th scope="col">
                {words.met}/{words.missed}
              </th>
            </tr>
          </thead>
          <tbody>
            {goals.map(({ what, goal, measured, met }) => (
              <tr key={what}>
                <td>{words.goal_names[what] ?? what}</td>
                <td className="whitespace-nowrap">{typeof measured === 'number' ? goal : inPercent(goal)}</td>
                {typeof measured === 'number' ? (
                  <>
                    <td className="font-semibold">{number(measured)}</td>
                    <td />
                    <td />
                  </>
                ) : (
                  <>
                    <td className="font-semibold whitespace-nowrap">{percent(measured.share)}</td>
                    <td>
                      <Whisker share={measured} scale={[0, 1]} />
                    </td>
                    <td className="whitespace-nowrap text-soft">
                      {(100 * measured.low).toFixed(1)}–{(100 * measured.high).toFixed(1)}
                    </td>
                  </>
                )}
                <td>
                  <span className={met ? 'badge' : 'badge !bg-danger-tint !text-danger'}>
                    {met ? `✓ ${words.met}` : `✗ ${words.missed}`}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
    </Card>
  );
}

/** "≥ 0.92" as "≥ 92 %". */
const inPercent = (goal: string) =>
  goal.replace(/[\d.]+/, (share) => `${number(Number((100 * Number(share)).toFixed(2)))}\u00a0%`);
