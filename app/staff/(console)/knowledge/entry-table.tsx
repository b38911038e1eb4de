import Link from 'next/link';
import { fill } from '@/lib/i18n';
import { knowledgeWords } from '@/lib/i18n/staff/knowledge';
import type { Row, Sort } from '@/lib/knowledge/overview';
import { useWords } from '../../words';
import { type ListQuery, listHref } from './query';
import { dayOf, StatusBadge } from './status';

const COLUMNS: readonly Sort[] = ['id', 'question', 'area', 'status', 'effective_date', 'updated_at'];

/** A page of entries; a column's head sorts by it, and again the other way. */
export function EntryTable({ query, rows }: { query: ListQuery; rows: Row[] }) {
  const { table } = useWords(knowledgeWords);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="card overflow-x-auto" tabIndex={0} aria-label={table.label}>
      <table className="table min-w-3xl">
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <Head key={column} column={column} query={query} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <EntryRow key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Head({ column, query }: { column: Sort; query: ListQuery }) {
  const { table } = useWords(knowledgeWords);
  const sorted = query.sort === column;
  const direction = query.descending ? 'descending' : 'ascending';
  return (
    <th scope="col" aria-sort={sorted ? direction : undefined}>
      <Link
        href={listHref(query, { sort: column, descending: sorted && !query.descending })}
        title={fill(table.sort, { column: table[column] })}
        className="inline-flex min-h-6 items-center gap-1 hover:text-ink"
      >
        {table[column]}
        <span aria-hidden="true" className={sorted ? 'text-accent' : 'invisible'}>
          {query.descending ? '↓' : '↑'}
        </span>
      </Link>
    </th>
  );
}

function EntryRow({ row }: { row: Row }) {
  const words = useWords(knowledgeWords);
  const open = row.status === 'draft' || row.status === 'reviewed';
  return (
    <tr className="hover:bg-page">
      <td className="whitespace-nowrap text-soft">{row.id}</td>
      <td className="min-w-72">
        <Link
          href={`/staff/knowledge/${row.id}`}
          lang="ko"
          className="block font-medium hover:text-accent hover:underline"
        >
          {row.question}
        </Link>
      </td>
      <td lang="ko" className="whitespace-nowrap">
        {row.area}
      </td>
      <td className="whitespace-nowrap">
        <StatusBadge status={row.status} />
        {open && row.served_version !== null && (
          <span className="block text-xs text-soft">
            {fill(words.served, { version: row.served_version })}
          </span>
        )}
        {row.status === 'published' && row.served_version !== row.version && (
          <span className="block text-xs text-soft">
            {fill(words.from_date, { date: row.effective_date })}
          </span>
        )}
      </td>
      <td className="whitespace-nowrap tabular-nums">{row.effective_date}</td>
      <td className="whitespace-nowrap text-soft tabular-nums">{dayOf(row.updated_at)}</td>
    </tr>
  );
}
