'use client';

import Link from 'next/link';
import { useState } from 'react';
import { callApi, messageOf } from '@/app/staff/api';
import { useWords } from '@/app/staff/words';
import { fill } from '@/lib/i18n';
import { insightsWords } from '@/lib/i18n/staff/insights';
import { shellWords } from '@/lib/i18n/staff/shell';
import type { DownVote, Handling } from '@/lib/insights/feedback';
import { CaseSheet } from './case-sheet';

/** What replaces the buttons takes their focus: once, when it appears. */
const focus = (element: HTMLElement | null) => element?.focus();

/** What may be made of an answer that was marked down, and then what was made of it. */
export function Handle({ vote }: { vote: DownVote }) {
  const { feedback: words, clusters } = useWords(insightsWords);
  const { offline } = useWords(shellWords);
  const [done, setDone] = useState<{ action: Handling['action']; entry_id?: string }>();
  const [choosing, setChoosing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const handle = async (handling: Handling) => {
    setBusy(true);
    setError(undefined);
    try {
      const path = `/api/staff/feedback/${vote.message_id}`;
      const made = await callApi<{ entry_id?: string }>('POST', path, handling);
      setDone({ action: handling.action, ...made });
      setChoosing(false);
    } catch (thrown) {
      setError(messageOf(thrown, offline));
    }
    setBusy(false);
  };
  if (done) {
    return (
      <p ref={focus} tabIndex={-1} role="status" className="border-t border-line pt-3">
        {done.entry_id ? (
          <Link href={`/staff/knowledge/${done.entry_id}`} className="button">
            {fill(clusters.open_draft, { id: done.entry_id })}
          </Link>
        ) : (
          <span className="text-soft">{done.action === 'evaluate' ? words.evaluated : words.dismissed}</span>
        )}
      </p>
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-2 border-t border-line pt-3">
      <button
        type="button"
        disabled={busy}
        onClick={() => handle({ action: 'draft' })}
        className="button button-primary"
      >
        {clusters.to_draft}
      </button>
      <button type="button" disabled={busy} onClick={() => setChoosing(true)} className="button">
        {words.evaluate}
      </button>
      <button type="button" disabled={busy} onClick={() => handle({ action: 'dismiss' })} className="button">
        {words.dismiss}
      </button>
      {!choosing && error && (
        <p role="alert" className="text-sm text-danger">
          {error}
        </p>
      )}
      {choosing && (
        <CaseSheet
          vote={vote}
          busy={busy}
          error={error}
          onClose={() => setChoosing(false)}
          onChoose={(entry_id) => handle({ action: 'evaluate', entry_id })}
        />
      )}
    </div>
  );
}
