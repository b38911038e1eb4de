'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { Icon } from '@/app/_ui/icons';
import { fill } from '@/lib/i18n';
import { knowledgeWords } from '@/lib/i18n/staff/knowledge';
import { useWords } from '../../words';
import { type ListQuery, listHref, type StatusFilter } from './query';

const TYPING_MS = 300;
const STATUSES = ['draft', 'reviewed', 'published', 'retired'] as const;

/** Narrows the list down; what is chosen stands in the address, so that it can be kept and passed on. */
export function FilterBar({
  query,
  areas,
  toReview,
}: {
  query: ListQuery;
  areas: string[];
  toReview?: number;
}) {
  const { filters, status } = useWords(knowledgeWords);
  const router = useRouter();
  const show = (change: Partial<ListQuery>) => router.replace(listHref(query, change), { scroll: false });
  return (
    <search aria-label={filters.label} className="flex flex-wrap items-center gap-2">
      <SearchField query={query} onSearch={(q) => show({ q })} />
      <select
        aria-label={filters.area}
        value={query.area}
        onChange={(event) => show({ area: event.target.value })}
        className="field !w-auto max-w-full"
        lang="ko"
      >
        <option value="">{filters.every_area}</option>
        {areas.map((area) => (
          <option key={area}>{area}</option>
        ))}
      </select>
      <select
        aria-label={filters.status}
        value={query.status}
        onChange={(event) => show({ status: event.target.value as StatusFilter | '' })}
        className="field !w-auto"
      >
        <option value="">{filters.every_status}</option>
        {STATUSES.map((value) => (
          <option key={value} value={value}>
            {status[value]}
          </option>
        ))}
        {toReview !== undefined && <option value="to_review">{filters.to_review}</option>}
      </select>
      {toReview !== undefined && toReview > 0 && query.status !== 'to_review' && (
        <Link href={listHref(query, { status: 'to_review', q: '', area: '' })} className="button">
          <Icon name="check" className="size-4 text-accent" />
          {fill(filters.to_review_count, { count: toReview })}
        </Link>
      )}
    </search>
  );
}

/** Searches once typing pauses. */
function SearchField({ query, onSearch }: { query: ListQuery; onSearch: (q: string) => void }) {
  const { filters } = useWords(knowledgeWords);
  const [text, setText] = useState(query.q);
  const [asked, setAsked] = useState(query.q);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  if (query.q !== asked) {
    // The address changed by other means than typing here.
    setAsked(query.q);
    if (timer.current === undefined) setText(query.q);
  }
  useEffect(() => () => clearTimeout(timer.current), []);
  const type = (value: string) => {
    setText(value);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      timer.current = undefined;
      onSearch(value);
    }, TYPING_MS);
  };
  return (
    <input
      type="search"
      value={text}
      onChange={(event) => type(event.target.value)}
      aria-label={filters.text}
      placeholder={filters.text}
      className="field min-w-0 flex-1 basis-56"
    />
  );
}
