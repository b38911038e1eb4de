'use client';

import Link from 'next/link';
import { useCallback, useEffect, useState } from 'react';
import { callApi, messageOf } from '@/app/staff/api';
import { useWords } from '@/app/staff/words';
import { fill } from '@/lib/i18n';
import { insightsWords } from '@/lib/i18n/staff/insights';
import { shellWords } from '@/lib/i18n/staff/shell';
import type { UnansweredCluster } from '@/lib/insights/unanswered';

/** What found no answer, by subject: the entries that are missing. */
export function Clusters({ days, mayDraft }: { days: number; mayDraft: boolean }) {
  const { clusters: words } = useWords(insightsWords);
  const shell = useWords(shellWords);
  const [clusters, setClusters] = useState<UnansweredCluster[]>();
  const [error, setError] = useState<string>();
  const load = useCallback(async () => {
    setError(undefined);
    try {
      setClusters(await callApi('GET', `/api/staff/insights/unanswered?days=${days}`));
    } catch (thrown) {
      setError(messageOf(thrown, shell.offline));
    }
  }, [days, shell.offline]);
  useEffect(() => {
    load();
  }, [load]);
  return (
    <section aria-labelledby="unanswered" className="card p-4">
      <h2 id="unanswered" className="font-semibold">
        {words.title}
      </h2>
      <p className="text-sm text-soft">{words.hint}</p>
      <div role="status" className="py-3 text-soft empty:hidden">
        {!clusters && !error && words.loading}
        {clusters?.length === 0 && words.empty}
      </div>
      {error && (
        <p role="alert" className="flex flex-wrap items-center gap-3 py-3 text-danger">
          {error}
          <button type="button" onClick={load} className="button">
            {shell.retry}
          </button>
        </p>
      )}
      <ol className="mt-2 flex flex-col">
        {clusters?.map((cluster) => (
          <Cluster key={cluster.message_ids[0]} cluster={cluster} mayDraft={mayDraft} />
        ))}
      </ol>
    </section>
  );
}

function Cluster({ cluster, mayDraft }: { cluster: UnansweredCluster; mayDraft: boolean }) {
  const { clusters: words } = useWords(insightsWords);
  const { question, wordings, message_ids, nearest } = cluster;
  const others = wordings.slice(1);
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 border-t border-line py-3 first:border-t-0">
      <div className="min-w-56 flex-1">
        <p>
          <span className="badge mr-2 tabular-nums">{fill(words.size, { count: message_ids.length })}</span>
          <span lang="ko" className="font-semibold">
            {question}
          </span>
        </p>
        {others.length > 0 && (
          <details className="text-sm">
            <summary className="cursor-pointer rounded-lg py-1 text-soft">
              {fill(words.wordings, { count: others.length })}
            </summary>
            <ul lang="ko" className="list-disc pl-5">
              {others.map((wording) => (
                <li key={wording}>{wording}</li>
              ))}
            </ul>
          </details>
        )}
        <p className="text-sm text-soft">
          {nearest && (
            <>
              {words.nearest}:{' '}
              <Link href={`/staff/knowledge/${nearest.id}`} lang="ko" className="text-accent underline">
                {nearest.question}
              </Link>{' '}
              <span className="tabular-nums">{nearest.score.toFixed(2)}</span> ·{' '}
            </>
          )}
          <Link href={`/staff/traces/${message_ids[0]}`} className="text-accent underline">
            {words.trace}
          </Link>
        </p>
      </div>
      <Draft cluster={cluster} mayDraft={mayDraft} />
    </li>
  );
}

/** The link that replaces the button takes its focus: once, when it appears. */
const focus = (element: HTMLElement | null) => element?.focus();

function Draft({ cluster, mayDraft }: { cluster: UnansweredCluster; mayDraft: boolean }) {
  const { clusters: words } = useWords(insightsWords);
  const { offline } = useWords(shellWords);
  const [entry, setEntry] = useState(cluster.draft);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const draft = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const body = { message_ids: cluster.message_ids };
      const made = await callApi<{ entry_id: string }>('POST', '/api/staff/insights/drafts', body);
      setEntry(made.entry_id);
    } catch (thrown) {
      setError(messageOf(thrown, offline));
    }
    setBusy(false);
  };
  if (entry) {
    return (
      <Link
        href={`/staff/knowledge/${entry}`}
        ref={entry === cluster.draft ? undefined : focus}
        className="button"
      >
        {fill(words.open_draft, { id: entry })}
      </Link>
    );
  }
  if (!mayDraft) return null;
  return (
    <div className="flex flex-col items-end gap-1">
      <button
        type="button"
        onClick={draft}
        disabled={busy}
        aria-label={`${words.to_draft}: ${cluster.question}`}
        className="button"
      >
        {busy ? words.drafting : words.to_draft}
      </button>
      {error && (
        <p role="alert" className="text-sm text-danger">
          {error}
        </p>
      )}
    </div>
  );
}
