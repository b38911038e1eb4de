'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Icon } from '@/app/_ui/icons';
import { useWords } from '@/app/staff/words';
import type { Member } from '@/lib/auth/team';
import { fill } from '@/lib/i18n';
import { shellWords } from '@/lib/i18n/staff/shell';
import { teamWords } from '@/lib/i18n/staff/team';
import { dateTime } from '../insights/format';
import { AddSheet } from './add-sheet';
import { MemberSheet } from './member-sheet';

/** Who works here, and what each may do. */
export function Team({ members }: { members: Member[] }) {
  const words = useWords(teamWords);
  const router = useRouter();
  const [open, setOpen] = useState<string>();
  const [adding, setAdding] = useState(false);
  const managed = members.find(({ id }) => id === open);
  return (
    <div className="flex flex-col gap-4 p-4 lg:p-6">
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1 className="text-xl font-bold">{words.title}</h1>
          <p className="text-sm text-soft">{words.intro}</p>
        </div>
        <button type="button" onClick={() => setAdding(true)} className="button button-primary">
          <Icon name="plus" className="size-4" />
          {words.add}
        </button>
      </header>
      <Table members={members} onManage={setOpen} />
      {adding && <AddSheet onAdded={() => router.refresh()} onClose={() => setAdding(false)} />}
      {managed && (
        <MemberSheet
          key={managed.id}
          member={managed}
          onChanged={() => router.refresh()}
          onClose={() => setOpen(undefined)}
        />
      )}
    </div>
  );
}

function Table({ members, onManage }: { members: Member[]; onManage: (id: string) => void }) {
  const words = useWords(teamWords);
  const { roles } = useWords(shellWords);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="card overflow-x-auto" tabIndex={0} aria-label={words.title}>
      <table className="table min-w-160">
        <thead>
          <tr>
            <th>{words.name}</th>
            <th>{words.role}</th>
            <th>{words.status}</th>
            <th>{words.created}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {members.map(({ id, name, email, role, active, createdAt }) => (
            <tr key={id} className={active ? undefined : 'text-soft'}>
              <td>
                <span className="font-semibold">{name}</span>
                <br />
                <span className="text-soft">{email}</span>
              </td>
              <td className="whitespace-nowrap">{roles[role]}</td>
              <td className="whitespace-nowrap">
                {active ? words.active : <span className="badge">{words.closed}</span>}
              </td>
              <td className="whitespace-nowrap text-soft tabular-nums">{dateTime(createdAt)}</td>
              <td className="text-right">
                <button
                  type="button"
                  onClick={() => onManage(id)}
                  aria-label={fill(words.manage_person, { name })}
                  className="button"
                >
                  {words.manage}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
