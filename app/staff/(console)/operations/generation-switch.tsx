'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { callApi, messageOf } from '@/app/staff/api';
import { Confirm } from '@/app/staff/confirm';
import { useWords } from '@/app/staff/words';
import { fill } from '@/lib/i18n';
import { operationsWords } from '@/lib/i18n/staff/operations';
import { shellWords } from '@/lib/i18n/staff/shell';
import type { SwitchState } from '@/lib/ops/switches';
import { dateTime } from '../insights/format';

/** The kill switch, and who last used it. */
export function GenerationSwitch({ state }: { state: SwitchState }) {
  const words = useWords(operationsWords);
  const { offline } = useWords(shellWords);
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const { on, changed_by, changed_at } = state;
  const change = async () => {
    setBusy(true);
    setError(undefined);
    try {
      await callApi('PUT', '/api/staff/switches/generation', { on: !on });
      router.refresh();
    } catch (thrown) {
      setError(messageOf(thrown, offline));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="card flex flex-col items-start gap-3 p-4">
      <h2 className="flex w-full flex-wrap items-center justify-between gap-2 font-semibold">
        {words.generation}
        <span role="status" className={on ? 'badge' : 'badge bg-danger-tint text-danger'}>
          {on ? words.is_on : words.is_off}
        </span>
      </h2>
      <p className="text-sm text-soft">{words.explained}</p>
      {changed_by && changed_at && (
        <p className="text-sm text-soft">
          {fill(words.changed, { name: changed_by, time: dateTime(new Date(changed_at)) })}
        </p>
      )}
      <p role="alert" className="text-sm text-danger empty:hidden">
        {error}
      </p>
      <Confirm
        key={String(on)}
        label={on ? words.turn_off : words.turn_on}
        question={on ? words.turn_off_sure : words.turn_on_sure}
        onConfirm={change}
        disabled={busy}
        danger={on}
      />
    </section>
  );
}
