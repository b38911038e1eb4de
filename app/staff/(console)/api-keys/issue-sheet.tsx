'use client';

import { type FormEvent, useId, useState } from 'react';
import { Sheet } from '@/app/_ui/sheet';
import { callApi, messageOf } from '@/app/staff/api';
import { useWords } from '@/app/staff/words';
import { API_SCOPES, type ApiScope } from '@/lib/auth/api-scopes';
import { apiKeysWords } from '@/lib/i18n/staff/api-keys';
import { shellWords } from '@/lib/i18n/staff/shell';
import { CheckBoxes } from './check-boxes';
import { KeyOnce } from './key-once';

/** Makes a key, and shows it this once. */
export function IssueSheet({
  models,
  onIssued,
  onClose,
}: {
  models: readonly string[];
  onIssued: () => void;
  onClose: () => void;
}) {
  const words = useWords(apiKeysWords);
  const shell = useWords(shellWords);
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<ApiScope[]>(['chat']);
  const [chosen, setChosen] = useState<string[]>([...models]);
  const [rate, setRate] = useState('60');
  const [key, setKey] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const problem = useId();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (scopes.length === 0) return setError(words.choose_scope);
    if (chosen.length === 0) return setError(words.choose_model);
    setBusy(true);
    setError(undefined);
    try {
      const given = {
        name,
        scopes,
        models: chosen.length === models.length ? null : chosen,
        requests_per_minute: Number(rate),
      };
      setKey((await callApi<{ key: string }>('POST', '/api/staff/api-keys', given)).key);
      onIssued();
    } catch (thrown) {
      setError(messageOf(thrown, shell.offline));
    }
    setBusy(false);
  };
  return (
    <Sheet title={words.issue} close={shell.close} onClose={onClose}>
      {key ? (
        <KeyOnce name={name} value={key} onDone={onClose} />
      ) : (
        <form onSubmit={submit} className="flex flex-col gap-4" aria-describedby={problem}>
          <label className="flex flex-col gap-1 text-sm text-soft">
            {words.name}
            <input
              required
              maxLength={60}
              autoComplete="off"
              placeholder={words.name_hint}
              value={name}
              onChange={(event) => setName(event.target.value)}
              className="field"
            />
          </label>
          <CheckBoxes
            legend={words.scopes}
            options={API_SCOPES.map((scope) => ({
              value: scope,
              label: words.scope[scope][0],
              hint: words.scope[scope][1],
            }))}
            chosen={scopes}
            onChoose={setScopes}
          />
          <CheckBoxes
            legend={words.models}
            options={models.map((model) => ({ value: model, label: model }))}
            chosen={chosen}
            onChoose={setChosen}
          />
          <label className="flex flex-col gap-1 text-sm text-soft">
            {words.rate}
            <input
              type="number"
              inputMode="numeric"
              required
              min={1}
              max={10_000}
              step={1}
              value={rate}
              onChange={(event) => setRate(event.target.value)}
              className="field tabular-nums"
            />
          </label>
          <p id={problem} role="alert" className="text-sm text-danger empty:hidden">
            {error}
          </p>
          <button type="submit" disabled={busy} className="button button-primary">
            {busy ? words.issuing : words.issue}
          </button>
        </form>
      )}
    </Sheet>
  );
}
