'use client';

import { Bars } from '@/app/_ui/chart';
import { useCustomerWords, useWords } from '@/app/staff/words';
import { insightsWords } from '@/lib/i18n/staff/insights';
import { ANSWERING, KINDS, type Kind } from '@/lib/insights/kinds';
import type { Insights } from '@/lib/insights/summary';

/** The period in pictures. */
export function Charts({ insights }: { insights: Insights }) {
  const { charts, columns, kinds } = useWords(insightsWords);
  const { reason: reasons } = useCustomerWords().feedback;
  const common = { asTable: charts.as_table };
  const days = insights.daily.map((day) => ({ ...day, name: day.day.slice(5) }));
  const total = (counts: Record<Kind, number>, some: readonly Kind[]) =>
    some.reduce((sum, kind) => sum + counts[kind], 0);
  return (
    <div className="grid gap-4 xl:grid-cols-2">
      <Bars
        {...common}
        title={charts.daily}
        category={columns.day}
        rows={days.map((day) => ({
          name: day.name,
          answered: total(day.kinds, ANSWERING),
          declined: day.kinds.refuse + day.kinds.handoff,
          clarify: day.kinds.clarify,
        }))}
        series={[
          { key: 'answered', name: charts.answered },
          { key: 'declined', name: charts.declined },
          { key: 'clarify', name: kinds.clarify },
        ]}
      />
      <Bars
        {...common}
        title={charts.kinds}
        category={charts.kind}
        sideways
        rows={KINDS.map((kind) => ({
          name: kinds[kind],
          count: insights.kinds[kind],
        }))}
        series={[{ key: 'count', name: charts.replies }]}
      />
      {insights.scores.length > 0 && (
        <Bars
          {...common}
          title={charts.scores}
          hint={charts.scores_hint}
          category={charts.score}
          rows={insights.scores.map(({ from, answered, declined }) => ({
            name: from.toFixed(1),
            answered,
            declined,
          }))}
          series={[
            { key: 'answered', name: charts.answered },
            { key: 'declined', name: charts.not_answered },
          ]}
        />
      )}
      {insights.feedback.up + insights.feedback.down > 0 && (
        <Bars
          {...common}
          title={charts.feedback}
          category={columns.day}
          rows={days.map(({ name, up, down }) => ({ name, up, down }))}
          series={[
            { key: 'up', name: columns.up },
            { key: 'down', name: columns.down },
          ]}
        />
      )}
      {insights.feedback.reasons.length > 0 && (
        <Bars
          {...common}
          title={charts.reasons}
          category={charts.reason}
          sideways
          rows={insights.feedback.reasons.map(({ reason, count }) => ({
            name: reason ? reasons[reason] : charts.no_reason,
            count,
          }))}
          series={[{ key: 'count', name: charts.count }]}
        />
      )}
    </div>
  );
}
