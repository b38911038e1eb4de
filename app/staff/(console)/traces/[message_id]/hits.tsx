import Link from 'next/link';
import { requestLocale } from '@/app/locale';
import { tracesWords } from '@/lib/i18n/staff/traces';
import type { TraceDetail } from '@/lib/insights/traces';
import { Section } from './section';

/** What search found, best first, and which of it the answer cites. */
export async function Hits({ detail: { trace, citations, found } }: { detail: TraceDetail }) {
  const { hits: words } = tracesWords[await requestLocale()];
  const hits = trace?.hits ?? [];
  const cited = new Set(citations.map(({ id }) => id));
  const most = Math.max(...hits.map(({ score }) => score));
  return (
    <Section title={words.title}>
      {trace?.query && (
        <p className="mb-2 text-sm text-soft">
          {words.query}: <span lang="ko">{trace.query}</span>
        </p>
      )}
      {hits.length === 0 ? (
        <p className="text-sm text-soft">{words.none}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        <section aria-label={words.title} tabIndex={0} className="overflow-x-auto">
          <table className="table min-w-160 tabular-nums">
            <thead>
              <tr>
                {[words.id, words.question, words.score, words.similarity, words.lexical, words.cited].map(
                  (name) => (
                    <th key={name} scope="col">
                      {name}
                    </th>
                  ),
                )}
              </tr>
            </thead>
            <tbody>
              {hits.map(({ id, score, similarity, lexical }) => (
                <tr key={id}>
                  <td className="whitespace-nowrap">
                    <Link href={`/staff/knowledge/${id}`} className="text-accent underline">
                      {id}
                    </Link>
                  </td>
                  <td lang="ko">{found[id]}</td>
                  <td>
                    {score.toFixed(3)}
                    <span
                      aria-hidden="true"
                      className="block h-1 rounded bg-accent"
                      style={{ width: `${Math.max(2, (100 * score) / most)}%` }}
                    />
                  </td>
                  <td>{similarity.toFixed(3)}</td>
                  <td>{lexical.toFixed(2)}</td>
                  <td>{cited.has(id) && <span className="badge">{words.yes}</span>}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </Section>
  );
}
