'use client';

import { type FormEvent, useId, useState } from 'react';
import { callApi, messageOf } from '@/app/staff/api';
import { useWords } from '@/app/staff/words';
import { shellWords } from '@/lib/i18n/staff/shell';

/** Sets one's own password. */
export function PasswordForm({ onChanged }: { onChanged: () => void }) {
  const { password, offline } = useWords(shellWords);
  const [given, setGiven] = useState({ current: '', next: '' });
  const [busy, setBusy] = useState(false);
  const [changed, setChanged] = useState(false);
  const [error, setError] = useState<string>();
  const problem = useId();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setChanged(false);
    setError(undefined);
    try {
      await callApi('PUT', '/api/staff/password', given);
      setGiven({ current: '', next: '' });
      setChanged(true);
      onChanged();
    } catch (thrown) {
      setError(messageOf(thrown, offline));
    }
    setBusy(false);
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <h2 className="font-semibold">{password.title}</h2>
      <label className="flex flex-col gap-1 text-sm text-soft">
        {password.current}
        <input
          type="password"
          required
          maxLength={200}
          autoComplete="current-password"
          value={given.current}
          onChange={(event) => setGiven({ ...given, current: event.target.value })}
          aria-invalid={error !== undefined}
          aria-describedby={problem}
          className="field"
        />
      </label>
      <label className="flex flex-col gap-1 text-sm text-soft">
        {password.next}
        <input
          type="password"
          required
          minLength={10}
          maxLength={100}
          autoComplete="new-password"
          value={given.next}
          onChange={(event) => setGiven({ ...given, next: event.target.value })}
          className="field"
        />
      </label>
      <p id={problem} role="alert" className="text-sm text-danger empty:hidden">
        {error}
      </p>
      <p role="status" className="text-sm text-accent empty:hidden">
        {changed && password.changed}
      </p>
      <button type="submit" disabled={busy} className="button button-primary self-start">
        {password.submit}
      </button>
    </form>
  );
}
