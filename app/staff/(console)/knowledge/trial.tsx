'use client';

import Link from 'next/link';
import { type FormEvent, useState } from 'react';
import { fill } from '@/lib/i18n';
import { knowledgeWords } from '@/lib/i18n/staff/knowledge';
import { shellWords } from '@/lib/i18n/staff/shell';
import type { Trial } from '@/lib/knowledge/try';
import { callApi, messageOf } from '../../api';
import { useWords } from '../../words';

/** Which entry a customer's question would find, tried at once. */
export function TrialBox() {
  const { trial } = useWords(knowledgeWords);
  const { offline } = useWords(shellWords);
  const [text, setText] = useState('');
  const [found, setFound] = useState<Trial>();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!text.trim()) return;
    setBusy(true);
    setError(undefined);
    try {
      setFound(await callApi<Trial>('POST', '/api/staff/knowledge/try', { text }));
    } catch (thrown) {
      setError(messageOf(thrown, offline));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="card p-4" aria-labelledby="trial">
      <form onSubmit={submit} className="flex flex-wrap items-end gap-2">
        <label className="flex min-w-0 flex-1 basis-60 flex-col gap-1">
          <span id="trial" className="text-sm font-semibold">
            {trial.title}
          </span>
          <input
            value={text}
            onChange={(event) => setText(event.target.value)}
            placeholder={trial.placeholder}
            maxLength={500}
            className="field"
          />
        </label>
        <button type="submit" disabled={busy} className="button">
          {trial.submit}
        </button>
      </form>
      <div aria-live="polite" aria-busy={busy} className={busy ? 'opacity-60' : undefined}>
        {error && <p className="mt-2 text-sm text-danger">{error}</p>}
        {found ? <Found trial={found} /> : <p className="mt-2 text-xs text-soft">{trial.hint}</p>}
      </div>
    </section>
  );
}

function Found({ trial: { confidence, hits, outside } }: { trial: Trial }) {
  const { trial: words } = useWords(knowledgeWords);
  const most = Math.max(...hits.map(({ score }) => score));
  const mostLexical = Math.max(...hits.map(({ lexical }) => lexical));
  return (
    <div className="mt-3 flex flex-col gap-3">
      <p className="font-semibold text-accent">{words.verdict[confidence]}</p>
      {hits.length === 0 && <p className="text-sm text-soft">{words.nothing}</p>}
      <ol className="flex flex-col divide-y divide-line">
        {hits.map(({ id, question, score, similarity, lexical, exact }, i) => (
          <li key={id} className="grid gap-x-6 gap-y-1 py-2 lg:grid-cols-[minmax(0,1fr)_26rem]">
            <div className="text-sm">
              <span className="text-soft tabular-nums">{i + 1}. </span>
              <Link href={`/staff/knowledge/${id}`} lang="ko" className="font-medium hover:text-accent">
                {question}
              </Link>{' '}
              <span className="text-soft">{id}</span> {exact && <span className="badge">{words.exact}</span>}
            </div>
            <div className="grid grid-cols-3 gap-3">
              <Bar label={words.score} value={score} digits={2} of={most} strong />
              <Bar label={words.similarity} value={similarity} digits={2} of={1} />
              <Bar label={words.lexical} value={lexical} digits={1} of={mostLexical} />
            </div>
          </li>
        ))}
      </ol>
      {outside && (
        <p className="text-xs text-soft">
          {fill(words.outside, { kind: words.kinds[outside.kind], lead: outside.lead.toFixed(2) })}
        </p>
      )}
    </div>
  );
}

/** A number, and how long it is beside the longest. */
function Bar({
  label,
  value,
  digits,
  of,
  strong = false,
}: {
  label: string;
  value: number;
  digits: number;
  of: number;
  strong?: boolean;
}) {
  const share = of > 0 ? Math.min(1, Math.max(0, value / of)) : 0;
  return (
    <div className="text-xs">
      <div className="flex justify-between gap-1">
        <span className="text-soft">{label}</span>
        <span className="tabular-nums">{value.toFixed(digits)}</span>
      </div>
      <div aria-hidden="true" className="mt-1 h-1.5 overflow-hidden rounded-full bg-line">
        <div
          className={`h-full rounded-full ${strong ? 'bg-accent' : 'bg-field'}`}
          style={{ width: `${100 * share}%` }}
        />
      </div>
    </div>
  );
}
