'use client';

import { useState } from 'react';
import { callApi, messageOf } from '@/app/staff/api';
import { useWords } from '@/app/staff/words';
import type { AuditRow } from '@/lib/auth/audit';
import { auditWords } from '@/lib/i18n/staff/audit';
import { shellWords } from '@/lib/i18n/staff/shell';
import { dateTime } from '../insights/format';
import { Changes } from './changes';

/** A row as it comes: an instant is text once it went through JSON. */
type Row = Omit<AuditRow, 'at'> & { at: Date | string };

const PAGE = 50;

/** The rows that fit, newest first; older ones on demand. */
export function Log({ query, newest }: { query: string; newest: Row[] }) {
  const words = useWords(auditWords);
  const shell = useWords(shellWords);
  const [rows, setRows] = useState(newest);
  const [atEnd, setAtEnd] = useState(newest.length < PAGE);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const more = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const search = new URLSearchParams(query);
      search.set('before_id', String(rows[rows.length - 1].id));
      const older = await callApi<Row[]>('GET', `/api/staff/audit?${search}`);
      setRows([...rows, ...older]);
      setAtEnd(older.length < PAGE);
    } catch (thrown) {
      setError(messageOf(thrown, shell.offline));
    }
    setBusy(false);
  };
  if (rows.length === 0) return <p className="card p-10 text-center text-soft">{words.none_found}</p>;
  return (
    <>
      <ol className="card divide-y divide-line">
        {rows.map((row) => (
          <LogRow key={row.id} row={row} />
        ))}
      </ol>
      <p role="alert" className="text-center text-sm text-danger empty:hidden">
        {error}
      </p>
      {!atEnd && (
        <button type="button" onClick={more} disabled={busy} className="button self-center">
          {busy ? shell.loading : shell.more}
        </button>
      )}
    </>
  );
}

function LogRow({ row }: { row: Row }) {
  const words = useWords(auditWords);
  const at = new Date(row.at);
  return (
    <li className="grid gap-x-4 px-4 py-3 text-sm sm:grid-cols-[9rem_7rem_11rem_minmax(0,1fr)]">
      <time dateTime={at.toISOString()} className="text-soft tabular-nums">
        {dateTime(at)}
      </time>
      <span className="font-semibold">{row.actor}</span>
      <span>{words.actions[row.action] ?? row.action}</span>
      <span>
        <span className="text-soft">{words.subjects[row.subject_type] ?? row.subject_type}</span>{' '}
        {row.subject_name ?? row.subject_id}
      </span>
      <Changes before={row.before} after={row.after} />
    </li>
  );
}
