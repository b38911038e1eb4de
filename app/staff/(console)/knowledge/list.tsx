'use client';

import Link from 'next/link';
import { Icon } from '@/app/_ui/icons';
import { fill } from '@/lib/i18n';
import { knowledgeWords } from '@/lib/i18n/staff/knowledge';
import type { Row } from '@/lib/knowledge/overview';
import { useWords } from '../../words';
import { EntryTable } from './entry-table';
import { FilterBar } from './filter-bar';
import { type ListQuery, listHref, rangeOf } from './query';
import { ExportLinks, ImportButton } from './transfer';
import { TrialBox } from './trial';

/** All entries, a page at a time, and what may be done to the knowledge as a whole. */
export function KnowledgeList({
  query,
  rows,
  total,
  areas,
  toReview,
  mayWrite,
}: {
  query: ListQuery;
  rows: Row[];
  total: number;
  areas: string[];
  /** Drafts that this person may review; absent for somebody who may review none. */
  toReview?: number;
  mayWrite: boolean;
}) {
  const words = useWords(knowledgeWords);
  return (
    <div className="flex flex-col gap-4 p-4 lg:p-6">
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1 className="text-xl font-bold">{words.title}</h1>
          <p className="text-sm text-soft">{words.intro}</p>
        </div>
        <div className="flex flex-wrap gap-2">
          <ExportLinks />
          {mayWrite && <ImportButton />}
          {mayWrite && (
            <Link href="/staff/knowledge/new" className="button button-primary">
              <Icon name="plus" className="size-4" />
              {words.create}
            </Link>
          )}
        </div>
      </header>
      <TrialBox />
      <FilterBar query={query} areas={areas} toReview={toReview} />
      <p role="status" className="-mb-2 text-sm text-soft">
        {fill(words.count, { count: total })}
      </p>
      {rows.length > 0 ? (
        <EntryTable query={query} rows={rows} />
      ) : (
        <div className="card flex flex-col items-center gap-3 p-10 text-center text-soft">
          {words.none_found}
          <Link href="/staff/knowledge" className="button">
            {words.clear_filters}
          </Link>
        </div>
      )}
      {total > rows.length && rows.length > 0 && <Pages query={query} shown={rows.length} total={total} />}
    </div>
  );
}

function Pages({ query, shown, total }: { query: ListQuery; shown: number; total: number }) {
  const words = useWords(knowledgeWords);
  const range = rangeOf(query, shown, total);
  return (
    <nav aria-label={words.table.label} className="flex items-center justify-center gap-3 text-sm">
      {query.page > 1 && (
        <Link href={listHref(query, { page: query.page - 1 })} className="button">
          {words.previous}
        </Link>
      )}
      <span className="text-soft tabular-nums">{fill(words.range, range)}</span>
      {range.to < total && (
        <Link href={listHref(query, { page: query.page + 1 })} className="button">
          {words.next}
        </Link>
      )}
    </nav>
  );
}
