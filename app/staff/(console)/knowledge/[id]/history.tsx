import Link from 'next/link';
import { entryWords } from '@/lib/i18n/staff/knowledge-entry';
import { useWords } from '../../../words';
import { minuteOf, StatusBadge } from '../status';
import type { EntryPageProps } from './props';

/** All versions, newest first, with who did what and when; each can be shown. */
export function History({ history, shown, served }: EntryPageProps) {
  const words = useWords(entryWords).history;
  return (
    <section aria-labelledby="history">
      <h2 id="history" className="mb-2 font-semibold">
        {words.title}
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section className="card overflow-x-auto" tabIndex={0} aria-label={words.label}>
        <table className="table">
          <thead>
            <tr>
              {(['version', 'author', 'reviewer', 'published', 'retired'] as const).map((column) => (
                <th key={column} scope="col">
                  {words[column]}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="whitespace-nowrap">
            {history.map((row) => (
              <tr key={row.version} className={row.version === shown.version ? 'bg-page' : undefined}>
                <td>
                  <Link
                    href={`/staff/knowledge/${row.id}?version=${row.version}`}
                    aria-current={row.version === shown.version ? 'true' : undefined}
                    className="font-semibold text-accent underline"
                  >
                    v{row.version}
                  </Link>{' '}
                  <StatusBadge status={row.status} />
                  <span className="block text-xs text-soft">
                    {[row.version === served && words.served, row.version === shown.version && words.seen]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </td>
                <td>
                  {row.author}
                  <Instant at={row.created_at} />
                </td>
                <td>
                  {row.reviewer}
                  <Instant at={row.reviewed_at} />
                </td>
                <td>
                  <Instant at={row.published_at} />
                </td>
                <td>
                  <Instant at={row.retired_at} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

function Instant({ at }: { at: Date | null }) {
  return (
    <time dateTime={at?.toISOString()} className="block text-xs leading-6 text-soft tabular-nums">
      {at ? minuteOf(at) : '–'}
    </time>
  );
}
