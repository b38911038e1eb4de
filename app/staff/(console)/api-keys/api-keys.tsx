'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Icon } from '@/app/_ui/icons';
import { useWords } from '@/app/staff/words';
import type { ApiKey } from '@/lib/auth/api-keys';
import { fill } from '@/lib/i18n';
import { apiKeysWords } from '@/lib/i18n/staff/api-keys';
import { dateTime } from '../insights/format';
import { IssueSheet } from './issue-sheet';
import { RevokeSheet } from './revoke-sheet';

/** The programs that may use the API, and what each may do. */
export function ApiKeys({ keys, models }: { keys: ApiKey[]; models: readonly string[] }) {
  const words = useWords(apiKeysWords);
  const router = useRouter();
  const [issuing, setIssuing] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey>();
  return (
    <div className="flex flex-col gap-4 p-4 lg:p-6">
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h1 className="text-xl font-bold">{words.title}</h1>
          <p className="text-sm text-soft">{words.intro}</p>
        </div>
        <button type="button" onClick={() => setIssuing(true)} className="button button-primary">
          <Icon name="plus" className="size-4" />
          {words.issue}
        </button>
      </header>
      {keys.length === 0 ? (
        <p className="card p-6 text-center text-soft">{words.none}</p>
      ) : (
        <ul className="grid gap-3 xl:grid-cols-2">
          {keys.map((key) => (
            <Card key={key.id} given={key} onRevoke={() => setRevoking(key)} />
          ))}
        </ul>
      )}
      {issuing && (
        <IssueSheet models={models} onIssued={() => router.refresh()} onClose={() => setIssuing(false)} />
      )}
      {revoking && (
        <RevokeSheet
          given={revoking}
          onRevoked={() => router.refresh()}
          onClose={() => setRevoking(undefined)}
        />
      )}
    </div>
  );
}

function Card({ given, onRevoke }: { given: ApiKey; onRevoke: () => void }) {
  const words = useWords(apiKeysWords);
  const { name, prefix, scopes, models, requests_per_minute, created_at, created_by } = given;
  const { last_used_at, revoked_at } = given;
  const rows: [string, string][] = [
    [words.scopes, scopes.map((scope) => words.scope[scope][0]).join(', ')],
    [words.models, models?.join(', ') ?? words.all_models],
    [words.limit, fill(words.per_minute, { count: requests_per_minute })],
    [words.created, fill(words.created_by, { time: dateTime(created_at), name: created_by })],
    [words.last_used, last_used_at ? dateTime(last_used_at) : words.never],
    ...(revoked_at ? [[words.revoked_at, dateTime(revoked_at)] as [string, string]] : []),
  ];
  return (
    <li className="card flex flex-col gap-3 p-4">
      <div className="flex items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className={`font-semibold break-words ${revoked_at ? 'text-soft' : ''}`}>{name}</h2>
          <code className="text-sm whitespace-nowrap text-soft">{prefix}…</code>
        </div>
        {revoked_at ? (
          <span className="shrink-0 rounded-md border border-line px-2 py-0.5 text-xs text-soft">
            {words.revoked}
          </span>
        ) : (
          <button
            type="button"
            onClick={onRevoke}
            aria-label={fill(words.revoke_key, { name })}
            className="button shrink-0"
          >
            {words.revoke}
          </button>
        )}
      </div>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
        {rows.map(([term, value]) => (
          <div key={term} className="contents">
            <dt className="text-soft">{term}</dt>
            <dd className="break-words tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
}
