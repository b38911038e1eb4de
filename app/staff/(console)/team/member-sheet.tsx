'use client';

import { useState } from 'react';
import { Sheet } from '@/app/_ui/sheet';
import { callApi, messageOf } from '@/app/staff/api';
import { Confirm } from '@/app/staff/confirm';
import { useWords } from '@/app/staff/words';
import type { Role } from '@/lib/auth/permissions';
import type { Member } from '@/lib/auth/team';
import { shellWords } from '@/lib/i18n/staff/shell';
import { teamWords } from '@/lib/i18n/staff/team';
import { Sessions } from '../account/sessions';
import { PasswordOnce } from './password-once';
import { RoleChoice } from './role-choice';

/** One account: its role, whether it is open, its password, and where it is signed in. */
export function MemberSheet({
  member,
  onChanged,
  onClose,
}: {
  member: Member;
  onChanged: () => void;
  onClose: () => void;
}) {
  const words = useWords(teamWords);
  const shell = useWords(shellWords);
  const [state, setState] = useState<{ busy: boolean; error?: string; changes: number; password?: string }>({
    busy: false,
    changes: 0,
  });
  const [role, setRole] = useState(member.role);
  const { busy, error, changes, password } = state;
  const change = async (body: { role?: Role; active?: boolean; new_password?: true }) => {
    setState({ busy: true, changes });
    try {
      const path = `/api/staff/team/${encodeURIComponent(member.id)}`;
      const made = await callApi<{ password?: string }>('PATCH', path, body);
      setState({ busy: false, changes: changes + 1, password: made.password });
      onChanged();
    } catch (thrown) {
      setState({ busy: false, changes, error: messageOf(thrown, shell.offline) });
    }
  };
  return (
    <Sheet title={member.name} close={shell.close} onClose={onClose}>
      <div className="flex flex-col gap-6">
        {password && (
          <PasswordOnce
            name={member.name}
            password={password}
            onDone={() => setState({ busy: false, changes })}
          />
        )}
        <p role="alert" className="text-sm text-danger empty:hidden">
          {error}
        </p>
        <p role="status" className="text-sm text-accent empty:hidden">
          {changes > 0 && !busy && !error && words.changed}
        </p>
        <section className="flex flex-col gap-2">
          <RoleChoice role={role} onChoose={setRole} disabled={busy} />
          {role !== member.role && (
            <button
              type="button"
              onClick={() => change({ role })}
              disabled={busy}
              className="button button-primary self-start"
            >
              {shell.save}
            </button>
          )}
        </section>
        <section className="flex flex-col items-start gap-2">
          <Confirm
            label={words.new_password}
            question={words.new_password_sure}
            onConfirm={() => change({ new_password: true })}
            disabled={busy}
          />
          {member.active ? (
            <Confirm
              danger
              label={words.close}
              question={words.close_sure}
              onConfirm={() => change({ active: false })}
              disabled={busy}
            />
          ) : (
            <button type="button" onClick={() => change({ active: true })} disabled={busy} className="button">
              {words.reopen}
            </button>
          )}
          <p className="text-sm text-soft">{words.ends_sessions}</p>
        </section>
        <Sessions staffId={member.id} revision={changes} />
      </div>
    </Sheet>
  );
}
