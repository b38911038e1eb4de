'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useWords } from '@/app/staff/words';
import { insightsWords } from '@/lib/i18n/staff/insights';
import type { EvaluationCase } from '@/lib/insights/cases';
import { dateTime } from '../format';
import { EditCase } from './edit-case';

/** The questions that later versions must answer right; whoever may can change or delete each. */
export function CaseTable({ cases, mayChange }: { cases: EvaluationCase[]; mayChange: boolean }) {
  const { cases: words } = useWords(insightsWords);
  const router = useRouter();
  const [editing, setEditing] = useState<EvaluationCase>();
  const done = () => {
    setEditing(undefined);
    router.refresh();
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
      <section aria-label={words.title} tabIndex={0} className="card overflow-x-auto">
        <table className="table min-w-160">
          <thead>
            <tr>
              <th scope="col">{words.question}</th>
              <th scope="col">{words.expected}</th>
              <th scope="col">{words.author}</th>
              <th scope="col">{words.at}</th>
              {mayChange && (
                <th scope="col">
                  <span className="sr-only">{words.edit}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {cases.map((row) => (
              <tr key={row.id}>
                <td lang="ko">{row.question}</td>
                <td className="whitespace-nowrap">
                  {row.entry_id === null ? (
                    words.decline
                  ) : (
                    <Link href={`/staff/knowledge/${row.entry_id}`} className="text-accent underline">
                      {row.entry_id}
                    </Link>
                  )}
                </td>
                <td>{row.author}</td>
                <td className="whitespace-nowrap tabular-nums">{dateTime(row.created_at)}</td>
                {mayChange && (
                  <td>
                    <button
                      type="button"
                      onClick={() => setEditing(row)}
                      aria-label={`${words.edit}: ${row.question}`}
                      className="button whitespace-nowrap"
                    >
                      {words.edit}
                    </button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {editing && <EditCase row={editing} onDone={done} onClose={() => setEditing(undefined)} />}
    </>
  );
}
