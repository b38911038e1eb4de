'use client';

import Link from 'next/link';
import { fill } from '@/lib/i18n';
import { knowledgeWords } from '@/lib/i18n/staff/knowledge';
import { entryWords } from '@/lib/i18n/staff/knowledge-entry';
import type { EntryVersion } from '@/lib/knowledge/served';
import { useWords } from '../../../words';
import { CustomerCard } from '../customer-card';
import { StatusBadge } from '../status';
import { Warnings } from '../warnings';
import { Actions } from './actions';
import { Compare } from './compare';
import { History } from './history';
import type { EntryPageProps } from './props';

/** One version of an entry, what may be done with it, and every other that there was. */
export function EntryPage(props: EntryPageProps) {
  const { history, shown, served } = props;
  const words = useWords(knowledgeWords);
  const { entry } = useWords(entryWords);
  const open = shown.status === 'draft' || shown.status === 'reviewed';
  const { id, question, variants, answer } = shown;
  return (
    <div className="flex flex-col gap-4 p-4 lg:p-6">
      <header>
        <Link href="/staff/knowledge" className="text-sm text-soft hover:text-accent">
          ← {entry.back}
        </Link>
        <h1 className="mt-1 text-xl leading-snug font-bold" lang="ko">
          {question}
        </h1>
        <p className="mt-1 flex flex-wrap items-center gap-2 text-sm text-soft">
          <StatusBadge status={shown.status} />
          <span>{fill(entry.shown, { version: shown.version })}</span>
          <span>{id}</span>
          <span lang="ko">{shown.area}</span>
          <span>{served ? fill(words.served, { version: served }) : words.not_served}</span>
        </p>
      </header>
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <Texts shown={shown} />
          {history.length > 1 && (
            <Compare key={`${shown.version} ${served}`} history={history} shown={shown} served={served} />
          )}
          <History {...props} />
        </div>
        <div className="flex min-w-0 flex-col gap-4 max-xl:order-first">
          <Actions key={shown.version} {...props} />
          {open && <Warnings draft={{ id, question, variants, answer }} />}
        </div>
      </div>
    </div>
  );
}

function Texts({ shown }: { shown: EntryVersion }) {
  const { entry } = useWords(entryWords);
  return (
    <>
      <section aria-labelledby="preview">
        <h2 id="preview" className="mb-2 font-semibold">
          {entry.preview}
        </h2>
        <CustomerCard entry={shown} />
      </section>
      <section className="card flex flex-col gap-4 p-4 text-sm">
        <div>
          <h2 className="font-semibold">{entry.staff_note}</h2>
          <p className="whitespace-pre-wrap" lang="ko">
            {shown.staff_note || <span className="text-soft">{entry.no_note}</span>}
          </p>
        </div>
        {shown.facts.length > 0 && (
          <div>
            <h2 className="font-semibold">{entry.facts}</h2>
            <ul className="mt-1 flex flex-wrap gap-1.5" lang="ko">
              {shown.facts.map((fact) => (
                <li key={fact} className="badge">
                  {fact}
                </li>
              ))}
            </ul>
          </div>
        )}
        {shown.related.length > 0 && (
          <div>
            <h2 className="font-semibold">{entry.related}</h2>
            <ul className="flex flex-wrap gap-3">
              {shown.related.map((id) => (
                <li key={id}>
                  <Link href={`/staff/knowledge/${id}`} className="text-accent underline">
                    {id}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        )}
        <details>
          <summary className="cursor-pointer font-semibold">
            {fill(entry.variants, { count: shown.variants.length })}
          </summary>
          <ul className="mt-1 list-disc pl-5 text-soft" lang="ko">
            {shown.variants.map((variant) => (
              <li key={variant}>{variant}</li>
            ))}
          </ul>
        </details>
      </section>
    </>
  );
}
