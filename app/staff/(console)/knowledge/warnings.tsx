'use client';

import Link from 'next/link';
import { useEffect, useState } from 'react';
import { Icon } from '@/app/_ui/icons';
import { fill } from '@/lib/i18n';
import { entryWords } from '@/lib/i18n/staff/knowledge-entry';
import { shellWords } from '@/lib/i18n/staff/shell';
import type { Draft, Warning } from '@/lib/knowledge/similar';
import { callApi, messageOf } from '../../api';
import { useWords } from '../../words';

const TYPING_MS = 900;
const SHOWN_WORDINGS = 3;

/** Other entries that a draft repeats or contradicts, looked up once the draft stays still for a moment. */
export function Warnings({ draft }: { draft: Draft }) {
  const { warnings: words } = useWords(entryWords);
  const { offline } = useWords(shellWords);
  const [warnings, setWarnings] = useState<Warning[]>();
  const [error, setError] = useState<string>();
  const [checking, setChecking] = useState(false);
  const complete = draft.question.trim() !== '' && draft.answer.trim() !== '';
  const body = JSON.stringify(draft);
  useEffect(() => {
    if (!complete) return;
    let current = true;
    setChecking(true);
    const timer = setTimeout(async () => {
      try {
        const told = await callApi<{ warnings: Warning[] }>(
          'POST',
          '/api/staff/knowledge/check',
          JSON.parse(body),
        );
        if (!current) return;
        setWarnings(told.warnings);
        setError(undefined);
      } catch (thrown) {
        if (current) setError(messageOf(thrown, offline));
      }
      if (current) setChecking(false);
    }, TYPING_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [body, complete, offline]);
  return (
    <section className="card p-4" aria-labelledby="warnings" aria-busy={checking}>
      <h2 id="warnings" className="font-semibold">
        {words.title}
      </h2>
      <div role="status" className="mt-1 text-sm text-soft">
        {!complete && words.incomplete}
        {complete && checking && words.checking}
        {complete && !checking && !error && warnings?.length === 0 && words.none}
      </div>
      {error && !checking && <p className="text-sm text-danger">{error}</p>}
      {complete && warnings && (
        <ul className="mt-2 flex flex-col gap-2">
          {warnings.map((warning, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a warning has no name of its own.
            <WarningCard key={i} warning={warning} />
          ))}
        </ul>
      )}
    </section>
  );
}

function WarningCard({ warning }: { warning: Warning }) {
  const { warnings: words } = useWords(entryWords);
  const grave = warning.kind !== 'found_first';
  return (
    <li className={`rounded-xl border p-3 text-sm ${grave ? 'border-danger bg-danger-tint' : 'border-line'}`}>
      <p className={`flex items-center gap-1.5 font-semibold ${grave ? 'text-danger' : ''}`}>
        {grave && <Icon name="warning" className="size-4 shrink-0" />}
        {words[warning.kind]}
      </p>
      <p lang="ko">
        <Link href={`/staff/knowledge/${warning.id}`} target="_blank" className="underline hover:text-accent">
          {warning.id}
        </Link>{' '}
        {warning.question}
      </p>
      {warning.kind === 'contradiction' ? (
        <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3" lang="ko">
          <dt className="text-soft">{words.draft}</dt>
          <dd>{warning.draft}</dd>
          <dt className="text-soft">{words.published}</dt>
          <dd>{warning.published}</dd>
        </dl>
      ) : (
        <Wordings wordings={warning.wordings} />
      )}
    </li>
  );
}

function Wordings({ wordings }: { wordings: string[] }) {
  const { warnings: words } = useWords(entryWords);
  const list = wordings
    .slice(0, SHOWN_WORDINGS)
    .map((wording) => `“${wording}”`)
    .join(', ');
  const count = wordings.length - SHOWN_WORDINGS;
  return (
    <p className="text-soft">
      {count > 0 ? fill(words.wordings_more, { list, count }) : fill(words.wordings, { list })}
    </p>
  );
}
