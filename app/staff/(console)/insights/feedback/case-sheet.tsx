'use client';

import { type FormEvent, useState } from 'react';
import { Sheet } from '@/app/_ui/sheet';
import { useWords } from '@/app/staff/words';
import { insightsWords } from '@/lib/i18n/staff/insights';
import { shellWords } from '@/lib/i18n/staff/shell';
import type { DownVote } from '@/lib/insights/feedback';

/** No entry: values of radio buttons that are no entry's id. */
const NONE = '';
const OTHER = 'other';

/** Which entry a right answer to the question rests on. */
export function CaseSheet({
  vote,
  busy,
  error,
  onClose,
  onChoose,
}: {
  vote: DownVote;
  busy: boolean;
  error: string | undefined;
  onClose: () => void;
  onChoose: (entry_id: string | null) => void;
}) {
  const { feedback: words } = useWords(insightsWords);
  const { close } = useWords(shellWords);
  const [chosen, setChosen] = useState(vote.entries.find(({ cited }) => cited)?.id ?? NONE);
  const [other, setOther] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const id = chosen === OTHER ? other.trim() : chosen;
    onChoose(id === NONE ? null : id);
  };
  const options: { value: string; label: string; note?: string }[] = [
    ...vote.entries.map(({ id, question, cited }) => ({
      value: id,
      label: question,
      note: cited ? `${id}, ${words.cited}` : id,
    })),
    { value: NONE, label: words.none },
    { value: OTHER, label: words.other },
  ];
  return (
    <Sheet title={words.evaluate} close={close} onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <p lang="ko" className="font-semibold">
          {vote.question}
        </p>
        <fieldset className="flex flex-col gap-1">
          <legend className="mb-1 text-sm text-soft">{words.which}</legend>
          {options.map(({ value, label, note }) => (
            <label key={value} className="flex min-h-11 items-start gap-3 rounded-xl p-2 hover:bg-page">
              <input
                type="radio"
                name="entry"
                checked={chosen === value}
                onChange={() => setChosen(value)}
                className="mt-1.5"
              />
              <span>
                {label}
                {note && <span className="block text-xs text-soft">{note}</span>}
              </span>
            </label>
          ))}
          {chosen === OTHER && (
            <input
              required
              aria-label={words.other}
              value={other}
              onChange={(event) => setOther(event.target.value)}
              placeholder="account-01"
              maxLength={60}
              className="field"
            />
          )}
        </fieldset>
        {error && (
          <p role="alert" className="text-sm text-danger">
            {error}
          </p>
        )}
        <button type="submit" disabled={busy} className="button button-primary min-h-11">
          {words.add}
        </button>
      </form>
    </Sheet>
  );
}
