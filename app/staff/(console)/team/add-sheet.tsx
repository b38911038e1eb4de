'use client';

import { type FormEvent, useId, useState } from 'react';
import { Sheet } from '@/app/_ui/sheet';
import { callApi, messageOf } from '@/app/staff/api';
import { useWords } from '@/app/staff/words';
import type { Role } from '@/lib/auth/permissions';
import { shellWords } from '@/lib/i18n/staff/shell';
import { teamWords } from '@/lib/i18n/staff/team';
import { PasswordOnce } from './password-once';
import { RoleChoice } from './role-choice';

/** Makes an account, and shows its first password. */
export function AddSheet({ onAdded, onClose }: { onAdded: () => void; onClose: () => void }) {
  const words = useWords(teamWords);
  const shell = useWords(shellWords);
  const [given, setGiven] = useState<{ name: string; email: string; role: Role }>({
    name: '',
    email: '',
    role: 'agent',
  });
  const [password, setPassword] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const problem = useId();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      const added = await callApi<{ password: string }>('POST', '/api/staff/team', given);
      setPassword(added.password);
      onAdded();
    } catch (thrown) {
      setError(messageOf(thrown, shell.offline));
    }
    setBusy(false);
  };
  return (
    <Sheet title={words.add} close={shell.close} onClose={onClose}>
      {password ? (
        <PasswordOnce name={given.name} password={password} onDone={onClose} />
      ) : (
        <form onSubmit={submit} className="flex flex-col gap-4">
          <label className="flex flex-col gap-1 text-sm text-soft">
            {words.name}
            <input
              required
              maxLength={40}
              autoComplete="off"
              value={given.name}
              onChange={(event) => setGiven({ ...given, name: event.target.value })}
              className="field"
            />
          </label>
          <label className="flex flex-col gap-1 text-sm text-soft">
            {words.email}
            <input
              type="email"
              required
              maxLength={100}
              autoComplete="off"
              value={given.email}
              onChange={(event) => setGiven({ ...given, email: event.target.value })}
              aria-invalid={error !== undefined}
              aria-describedby={problem}
              className="field"
            />
          </label>
          <RoleChoice role={given.role} onChoose={(role) => setGiven({ ...given, role })} />
          <p id={problem} role="alert" className="text-sm text-danger empty:hidden">
            {error}
          </p>
          <button type="submit" disabled={busy} className="button button-primary">
            {busy ? words.adding : words.add}
          </button>
        </form>
      )}
    </Sheet>
  );
}
