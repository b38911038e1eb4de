import { requestLocale } from '@/app/locale';
import { evaluationWords } from '@/lib/i18n/lab/evaluation';
import type { Goal, Release } from '@/lib/lab/evaluation';
import { dateTime, number, percent } from '../format';
import { Scrolling } from '../scrolling';
import { Card } from './card';

/** Columns of the newest evaluations; more would not be read. */
const MOST = 8;

/** The headline figures of one evaluation after another. */
export async function History({ releases }: { releases: Release[] }) {
  const words = evaluationWords[await requestLocale()];
  const shown = releases.slice(-MOST);
  const names = [...new Set(shown.flatMap(({ goals }) => goals.map(({ what }) => what)))];
  return (
    <Card title={words.history.title} hint={words.history.hint}>
      {shown.length === 0 ? (
        <p className="text-soft">{words.history.none}</p>
      ) : (
        <Scrolling label={words.history.title}>
          <table className="table tabular-nums">
            <thead>
              <tr>
                <th scope="col">{words.what}</th>
                {shown.map(({ date, model }) => (
                  <th key={date} scope="col" title={model}>
                    <time dateTime={date}>{dateTime(new Date(date))}</time>
                    <span className="block font-normal">
                      {words.history.weights} {model.slice(0, 8)}
                    </span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {names.map((name) => (
                <tr key={name}>
                  <td>{words.goal_names[name] ?? name}</td>
                  {shown.map(({ date, goals }, i) => (
                    <td key={date} className="whitespace-nowrap">
                      <Figure goal={goalOf(goals, name)} before={goalOf(shown[i - 1]?.goals ?? [], name)} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </Scrolling>
      )}
    </Card>
  );
}

const goalOf = (goals: Goal[], name: string) => goals.find(({ what }) => what === name);
const sizeOf = ({ measured }: Goal) => (typeof measured === 'number' ? measured : measured.share);

/** A figure with where it went since the one before. */
function Figure({ goal, before }: { goal?: Goal; before?: Goal }) {
  if (!goal) return '–';
  const change = before ? sizeOf(goal) - sizeOf(before) : 0;
  return (
    <>
      {typeof goal.measured === 'number' ? number(goal.measured) : percent(goal.measured.share)}
      {change !== 0 && <span className="text-soft"> {change > 0 ? '▲' : '▼'}</span>}
    </>
  );
}
