import Link from 'next/link';
import type { StaffTrace } from '@/lib/assistant/turns';
import { fill } from '@/lib/i18n/fill';
import { assistantWords } from '@/lib/i18n/staff/assistant';
import { useWords } from '../../words';

/** How the answer came about: closed until somebody wants to know. */
export function TraceDetails({ trace }: { trace: StaffTrace }) {
  const words = useWords(assistantWords).trace;
  const { confidence, wording, ms, hits } = trace;
  const rows = [
    confidence && [words.confidence, words.confidences[confidence]],
    [words.wording, words.wordings[wording]],
    ms !== undefined && [words.took, fill(words.seconds, { seconds: (ms / 1000).toFixed(1) })],
  ].filter((row) => Array.isArray(row));
  return (
    <details className="text-sm">
      <summary className="w-fit cursor-pointer py-1 text-soft hover:text-ink">{words.title}</summary>
      <dl className="mt-1 flex flex-wrap gap-x-6 gap-y-1">
        {rows.map(([name, value]) => (
          <div key={name} className="flex gap-2">
            <dt className="text-soft">{name}</dt>
            <dd className="font-semibold">{value}</dd>
          </div>
        ))}
      </dl>
      <Hits hits={hits} />
    </details>
  );
}

function Hits({ hits }: Pick<StaffTrace, 'hits'>) {
  const words = useWords(assistantWords).trace;
  if (hits.length === 0) return <p className="mt-2 text-soft">{words.none}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
    <section className="mt-2 overflow-x-auto" aria-label={words.hits} tabIndex={0}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{words.entry}</th>
            <th scope="col">{words.score}</th>
            <th scope="col">{words.meaning}</th>
            <th scope="col">{words.lexical}</th>
          </tr>
        </thead>
        <tbody>
          {hits.map(({ id, question, score, similarity, lexical }) => (
            <tr key={id}>
              <td lang="ko" className="min-w-56">
                <Link href={`/staff/knowledge/${id}`} className="hover:text-accent hover:underline">
                  {question || id}
                </Link>
              </td>
              <td className="whitespace-nowrap tabular-nums">{score.toFixed(2)}</td>
              <td className="whitespace-nowrap tabular-nums">{similarity.toFixed(2)}</td>
              <td className="whitespace-nowrap tabular-nums">{lexical.toFixed(1)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
