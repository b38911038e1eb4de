import Link from 'next/link';
import { Icon } from '@/app/_ui/icons';
import { requestLocale } from '@/app/locale';
import { NotPermitted, requirePermission } from '@/app/staff/guard';
import { may } from '@/lib/auth/permissions';
import { getDatabase } from '@/lib/db/connection';
import { fill } from '@/lib/i18n';
import { insightsWords } from '@/lib/i18n/staff/insights';
import { shellWords } from '@/lib/i18n/staff/shell';
import { PERIODS, type Period, periodSchema } from '@/lib/insights/period';
import { insightsOf } from '@/lib/insights/summary';
import { Charts } from './charts';
import { Clusters } from './clusters';
import { Latency } from './latency';
import { Tabs } from './tabs';
import { Tiles } from './tiles';

export default async function InsightsPage({
  searchParams,
}: {
  searchParams: Promise<{ days?: string | string[] }>;
}) {
  const signed = await requirePermission('insights.read');
  if (!signed) return <NotPermitted />;
  const words = insightsWords[await requestLocale()];
  const insights = await insightsOf(await getDatabase(), periodSchema.parse((await searchParams).days));
  return (
    <div className="flex flex-col gap-4 p-4 md:p-6">
      <h1 className="text-2xl font-bold">{words.title}</h1>
      <Tabs here="overview" />
      <Periods chosen={insights.days} />
      {insights.questions === 0 ? (
        <div className="card px-4 py-16 text-center">
          <h2 className="text-lg font-bold">{words.empty.title}</h2>
          <p className="text-soft">{words.empty.text}</p>
        </div>
      ) : (
        <>
          <Tiles insights={insights} />
          <Charts insights={insights} />
          <Latency insights={insights} />
          <Clusters key={insights.days} days={insights.days} mayDraft={may(signed.role, 'feedback.handle')} />
        </>
      )}
    </div>
  );
}

async function Periods({ chosen }: { chosen: Period }) {
  const locale = await requestLocale();
  const { period, days } = insightsWords[locale];
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      <nav aria-label={period} className="flex rounded-xl border border-line bg-surface p-1">
        {PERIODS.map((length) => (
          <Link
            key={length}
            href={`/staff/insights?days=${length}`}
            aria-current={length === chosen ? 'true' : undefined}
            className="rounded-lg px-3 py-1.5 text-sm text-soft aria-[current]:bg-tint aria-[current]:font-semibold aria-[current]:text-accent"
          >
            {fill(days, { days: length })}
          </Link>
        ))}
      </nav>
      <a href={`/api/staff/insights?format=csv&days=${chosen}`} download className="button">
        <Icon name="download" className="size-4" />
        {shellWords[locale].download_csv}
      </a>
    </div>
  );
}
