'use client';

import Link from 'next/link';
import { useCustomerWords, useWords } from '@/app/staff/words';
import { fill } from '@/lib/i18n';
import { insightsWords } from '@/lib/i18n/staff/insights';
import type { DownVote } from '@/lib/insights/feedback';
import { dateTime } from '../format';
import { Handle } from './handle';

/** The answers that were marked down, one below another. */
export function Queue({ votes, total, mayHandle }: { votes: DownVote[]; total: number; mayHandle: boolean }) {
  const { feedback: words } = useWords(insightsWords);
  if (votes.length === 0) return <p className="card px-4 py-16 text-center text-soft">{words.empty}</p>;
  return (
    <>
      {total > votes.length && (
        <p className="text-sm text-soft">{fill(words.total, { total, shown: votes.length })}</p>
      )}
      <ul className="flex flex-col gap-3">
        {votes.map((vote) => (
          <Vote key={vote.message_id} vote={vote} mayHandle={mayHandle} />
        ))}
      </ul>
    </>
  );
}

function Vote({ vote, mayHandle }: { vote: DownVote; mayHandle: boolean }) {
  const { feedback: words, charts, clusters } = useWords(insightsWords);
  const { reason: reasons } = useCustomerWords().feedback;
  const cited = vote.entries.filter((entry) => entry.cited);
  return (
    <li className="card flex flex-col gap-3 p-4">
      <p className="flex flex-wrap items-center gap-2 text-sm text-soft">
        <span className="badge">{vote.reason ? reasons[vote.reason] : charts.no_reason}</span>
        <time dateTime={vote.created_at.toISOString()} className="tabular-nums">
          {dateTime(vote.created_at)}
        </time>
        <Link href={`/staff/traces/${vote.message_id}`} className="ml-auto text-accent underline">
          {clusters.trace}
        </Link>
      </p>
      <dl className="grid gap-x-4 gap-y-2 md:grid-cols-[6rem_1fr]">
        <dt className="text-sm text-soft">{words.question}</dt>
        <dd lang="ko" className="font-semibold whitespace-pre-wrap">
          {vote.question}
        </dd>
        <dt className="text-sm text-soft">{words.answer}</dt>
        <dd lang="ko" className="whitespace-pre-wrap">
          {vote.answer}
        </dd>
        {vote.comment && (
          <>
            <dt className="text-sm text-soft">{words.comment}</dt>
            <dd lang="ko" className="whitespace-pre-wrap">
              {vote.comment}
            </dd>
          </>
        )}
        {cited.length > 0 && (
          <>
            <dt className="text-sm text-soft">{words.sources}</dt>
            <dd lang="ko">
              {cited.map(({ id, question }) => (
                <Link key={id} href={`/staff/knowledge/${id}`} className="block text-accent underline">
                  {question}
                </Link>
              ))}
            </dd>
          </>
        )}
      </dl>
      {mayHandle && <Handle vote={vote} />}
    </li>
  );
}
