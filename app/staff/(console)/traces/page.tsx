import Link from 'next/link';
import type { z } from 'zod';
import { requestLocale } from '@/app/locale';
import { NotPermitted, requirePermission } from '@/app/staff/guard';
import { getDatabase } from '@/lib/db/connection';
import { insightsWords } from '@/lib/i18n/staff/insights';
import { shellWords } from '@/lib/i18n/staff/shell';
import { tracesWords } from '@/lib/i18n/staff/traces';
import { KINDS } from '@/lib/insights/kinds';
import { listTraces, traceQuerySchema } from '@/lib/insights/traces';
import { dateTime, duration } from '../insights/format';
import { Tabs } from '../insights/tabs';

type Query = z.infer<typeof traceQuerySchema>;

/** The newest answers; the search is in the address, so that it can be kept and sent. */
export default async function TracesPage({ searchParams }: { searchParams: Promise<unknown> }) {
  if (!(await requirePermission('trace.read'))) return <NotPermitted />;
  const locale = await requestLocale();
  const words = tracesWords[locale];
  const query: Query = traceQuerySchema.catch({}).parse(await searchParams);
  const { lines, more } = await listTraces(await getDatabase(), query);
  const addressWith = (before?: string) => {
    const parts = Object.entries({ ...query, before }).filter((part): part is [string, string] => !!part[1]);
    return `/staff/traces?${new URLSearchParams(parts)}`;
  };
  return (
    <div className="flex flex-col gap-4 p-4 md:p-6">
      <h1 className="text-2xl font-bold">{words.title}</h1>
      <Tabs here="traces" />
      <p className="text-soft">{words.hint}</p>
      <Search query={query} />
      {lines.length === 0 ? (
        <p className="card px-4 py-16 text-center text-soft">{words.empty}</p>
      ) : (
        <ul className="card divide-y divide-line">
          {lines.map(({ id, question, answer, kind, ms, created_at }) => (
            <li key={id}>
              <Link href={`/staff/traces/${id}`} className="flex flex-col gap-1 p-4 hover:bg-page">
                <span className="flex flex-wrap items-center gap-2 text-sm text-soft tabular-nums">
                  <span className="badge">{insightsWords[locale].kinds[kind]}</span>
                  {dateTime(created_at)}
                  {ms !== null && <span>{duration(ms)}</span>}
                </span>
                <span lang="ko" className="font-semibold">
                  {question}
                </span>
                <span lang="ko" className="line-clamp-2 text-sm text-soft">
                  {answer}
                </span>
              </Link>
            </li>
          ))}
        </ul>
      )}
      <p className="flex flex-wrap gap-2">
        {query.before && (
          <Link href={addressWith()} className="button">
            {words.newest}
          </Link>
        )}
        {more && (
          <Link href={addressWith(lines.at(-1)?.id)} className="button">
            {words.older}
          </Link>
        )}
      </p>
    </div>
  );
}

async function Search({ query }: { query: Query }) {
  const locale = await requestLocale();
  const words = tracesWords[locale];
  return (
    <form className="flex flex-wrap items-end gap-2">
      <label className="min-w-48 flex-1 text-sm text-soft">
        {words.find}
        <input name="text" type="search" defaultValue={query.text} maxLength={100} className="field" />
      </label>
      <label className="text-sm text-soft">
        {words.kind}
        <select name="kind" defaultValue={query.kind ?? ''} className="field">
          <option value="">{shellWords[locale].all}</option>
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {insightsWords[locale].kinds[kind]}
            </option>
          ))}
        </select>
      </label>
      <button type="submit" className="button">
        {shellWords[locale].search}
      </button>
    </form>
  );
}
