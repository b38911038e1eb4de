import { useId, useState } from 'react';
import { Sheet } from '@/app/_ui/sheet';
import { callApi, messageOf } from '@/app/staff/api';
import { Confirm } from '@/app/staff/confirm';
import { useWords } from '@/app/staff/words';
import { insightsWords } from '@/lib/i18n/staff/insights';
import { shellWords } from '@/lib/i18n/staff/shell';
import type { EvaluationCase } from '@/lib/insights/cases';

/** Changes or deletes one evaluation case. */
export function EditCase({
  row,
  onDone,
  onClose,
}: {
  row: EvaluationCase;
  onDone: () => void;
  onClose: () => void;
}) {
  const { cases: words } = useWords(insightsWords);
  const shell = useWords(shellWords);
  const [question, setQuestion] = useState(row.question);
  const [entry, setEntry] = useState(row.entry_id ?? '');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const hint = useId();
  const send = async (method: 'PUT' | 'DELETE', body?: unknown) => {
    setBusy(true);
    setError(undefined);
    try {
      await callApi(method, `/api/staff/feedback/cases/${row.id}`, body);
      onDone();
    } catch (thrown) {
      setError(messageOf(thrown, shell.offline));
      setBusy(false);
    }
  };
  return (
    <Sheet title={words.edit} close={shell.close} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send('PUT', { question, entry_id: entry.trim() || null });
        }}
        className="flex flex-col gap-4"
      >
        <label className="flex flex-col gap-1 text-sm text-soft">
          {words.question}
          <textarea
            required
            rows={3}
            maxLength={500}
            lang="ko"
            value={question}
            onChange={(event) => setQuestion(event.target.value)}
            className="field field-sizing-content"
          />
        </label>
        <label className="flex flex-col gap-1 text-sm text-soft">
          {words.expected}
          <input
            value={entry}
            maxLength={60}
            aria-describedby={hint}
            onChange={(event) => setEntry(event.target.value)}
            className="field"
          />
          <span id={hint}>{words.entry_hint}</span>
        </label>
        <p role="alert" className="text-sm text-danger empty:hidden">
          {error}
        </p>
        <button type="submit" disabled={busy} className="button button-primary min-h-11">
          {shell.save}
        </button>
        <Confirm
          label={words.delete}
          question={words.sure}
          onConfirm={() => send('DELETE')}
          disabled={busy}
          danger
        />
      </form>
    </Sheet>
  );
}
