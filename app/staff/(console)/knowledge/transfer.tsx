'use client';

import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { Icon } from '@/app/_ui/icons';
import { Sheet } from '@/app/_ui/sheet';
import { fill } from '@/lib/i18n';
import { knowledgeWords } from '@/lib/i18n/staff/knowledge';
import { shellWords } from '@/lib/i18n/staff/shell';
import type { Imported, RowError } from '@/lib/knowledge/transfer';
import { ApiError, callApi, messageOf } from '../../api';
import { useWords } from '../../words';

/** Everything that is published, as a file. */
export function ExportLinks() {
  const { transfer } = useWords(knowledgeWords);
  return (['csv', 'jsonl'] as const).map((format) => (
    <a key={format} href={`/api/staff/knowledge/export?format=${format}`} download className="button">
      <Icon name="download" className="size-4" />
      {format.toUpperCase()} <span className="max-sm:sr-only">{transfer.export}</span>
    </a>
  ));
}

export function ImportButton() {
  const { transfer } = useWords(knowledgeWords);
  const { close } = useWords(shellWords);
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="button" onClick={() => setOpen(true)}>
        <Icon name="upload" className="size-4" />
        {transfer.import}
      </button>
      {open && (
        <Sheet title={transfer.title} close={close} onClose={() => setOpen(false)} wide>
          <ImportForm />
        </Sheet>
      )}
    </>
  );
}

type WordedError = RowError & { message: string };

/** What the server says of a file that it does not take: how many errors there are, and the first of them. */
interface Refusal {
  count: number;
  errors: WordedError[];
}

type Outcome = { done: string } | { error: string; rows?: WordedError[] };

function ImportForm() {
  const { transfer } = useWords(knowledgeWords);
  const { offline } = useWords(shellWords);
  const router = useRouter();
  const [file, setFile] = useState<File>();
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const send = async (): Promise<Outcome> => {
    if (!file) return { error: transfer.choose };
    const format = /\.(csv|jsonl)$/i.exec(file.name)?.[1].toLowerCase();
    if (!format) return { error: transfer.wrong_kind };
    try {
      const path = `/api/staff/knowledge/import?format=${format}`;
      const { drafts, unchanged } = await callApi<Imported>('POST', path, file);
      router.refresh();
      return { done: fill(transfer.done, { drafts, unchanged }) };
    } catch (thrown) {
      const refusal = thrown instanceof ApiError ? (thrown.details as Partial<Refusal>) : {};
      const { count, errors: rows } = refusal;
      if (count === undefined) return { error: messageOf(thrown, offline) };
      return { error: fill(transfer.refused, { count }), rows };
    }
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setOutcome(undefined);
    setOutcome(await send());
    setBusy(false);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <p className="text-sm text-soft">{transfer.help}</p>
      <label className="flex flex-col gap-1 text-sm font-semibold">
        {transfer.file}
        <input
          type="file"
          accept=".csv,.jsonl"
          onChange={(event) => setFile(event.target.files?.[0])}
          className="field font-normal"
        />
      </label>
      <button type="submit" disabled={busy} className="button button-primary self-start">
        {busy ? transfer.busy : transfer.submit}
      </button>
      <div aria-live="polite">
        {outcome && 'done' in outcome && <p className="font-semibold text-accent">{outcome.done}</p>}
        {outcome && 'error' in outcome && <p className="text-danger">{outcome.error}</p>}
        {outcome && 'rows' in outcome && outcome.rows && <RowErrors rows={outcome.rows} />}
      </div>
    </form>
  );
}

function RowErrors({ rows }: { rows: WordedError[] }) {
  const { transfer } = useWords(knowledgeWords);
  return (
    <table className="table mt-2">
      <thead>
        <tr>
          <th scope="col">{transfer.row}</th>
          <th scope="col">{transfer.field}</th>
          <th scope="col">{transfer.problem}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ row, field, message }) => (
          <tr key={`${row} ${field} ${message}`}>
            <td className="tabular-nums">{row}</td>
            <td>{field}</td>
            <td>{message}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
