'use client';

import { type FormEvent, useId, useState } from 'react';
import { Mark } from '@/app/_ui/icons';
import type { DEMO_ACCOUNTS } from '@/lib/auth/demo';
import { shellWords } from '@/lib/i18n/staff/shell';
import { callApi, messageOf } from '../api';
import { useWords } from '../words';

/** Where staff sign in. In a demo, its accounts are one tap away. */
export function SignInForm({ demo }: { demo?: { accounts: typeof DEMO_ACCOUNTS; password: string } }) {
  const words = useWords(shellWords);
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const problem = useId();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setError(undefined);
    try {
      await callApi('POST', '/api/staff/session', { email, password });
      window.location.assign('/staff');
    } catch (thrown) {
      setError(messageOf(thrown, words.offline));
      setBusy(false);
    }
  };
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-6 px-5 py-10">
      <h1 className="flex items-center gap-3 text-2xl font-bold">
        <Mark className="size-10" />
        {words.sign_in.title}
      </h1>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <label className="flex flex-col gap-1 text-sm font-semibold">
          {words.sign_in.email}
          <input
            type="email"
            required
            autoComplete="username"
            value={email}
            onChange={(event) => setEmail(event.target.value)}
            aria-invalid={error !== undefined}
            aria-describedby={problem}
            className="field font-normal"
          />
        </label>
        <label className="flex flex-col gap-1 text-sm font-semibold">
          {words.sign_in.password}
          <input
            type="password"
            required
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            aria-invalid={error !== undefined}
            aria-describedby={problem}
            className="field font-normal"
          />
        </label>
        <p id={problem} role="alert" className="text-sm text-danger empty:hidden">
          {error}
        </p>
        <button type="submit" disabled={busy} className="button button-primary min-h-11">
          {busy ? words.sign_in.submitting : words.sign_in.submit}
        </button>
      </form>
      {demo && (
        <section className="card p-4">
          <h2 className="font-semibold">{words.sign_in.demo_title}</h2>
          <p className="text-sm text-soft">{words.sign_in.demo_hint}</p>
          <ul className="mt-3 grid grid-cols-2 gap-2">
            {demo.accounts.map((account) => (
              <li key={account.email}>
                <button
                  type="button"
                  className="button w-full"
                  onClick={() => {
                    setEmail(account.email);
                    setPassword(demo.password);
                  }}
                >
                  {words.roles[account.role]}
                  <span className="font-normal text-soft">{account.name}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </main>
  );
}
