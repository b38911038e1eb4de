import { useWords } from '@/app/_ui/words';
import { fill } from '@/lib/i18n/fill';
import { pipelineWords } from '@/lib/i18n/lab/pipeline';
import { tracesWords } from '@/lib/i18n/staff/traces';
import type { Ranked } from '@/lib/knowledge/search';
import type { Followed } from '@/lib/lab/follow';
import { Scrolling } from '../scrolling';
import { Facts } from './facts';

/** What was found: the sum's order above, the two rankings that it is made from below. */
export function Retrieval({ retrieve }: { retrieve: Followed['retrieve'] }) {
  const { retrieve: words } = useWords(pipelineWords);
  const { confidence: confidences } = useWords(tracesWords);
  const { confidence, outside, lexical, dense, weight } = retrieve;
  return (
    <div className="flex flex-col gap-4">
      <Facts
        rows={[
          [words.confidence, confidences[confidence]],
          [
            words.lead,
            outside && `${outside.lead.toFixed(2)} (${confidences[outside.kind] ?? outside.kind})`,
          ],
        ]}
      />
      <div>
        <h3 className="text-sm font-semibold">
          {words.fused} <span className="font-normal text-soft">{fill(words.formula, { weight })}</span>
        </h3>
        <Fused retrieve={retrieve} />
      </div>
      <div className="grid gap-4 lg:grid-cols-2">
        <Ranking title={words.lexical} ranked={lexical} digits={2} />
        <Ranking title={words.dense} ranked={dense} digits={3} />
      </div>
    </div>
  );
}

function Fused({ retrieve: { hits, weight } }: { retrieve: Followed['retrieve'] }) {
  const { retrieve: words } = useWords(pipelineWords);
  if (hits.length === 0) return <p className="text-sm text-soft">{words.nothing}</p>;
  const most = Math.max(...hits.map(({ score }) => score), 1e-6);
  return (
    <Scrolling label={words.fused}>
      <table className="table min-w-140 tabular-nums">
        <thead>
          <tr>
            {[words.rank, words.question, words.similarity, words.lexical_score, words.score].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {hits.map(({ id, question, similarity, lexical, score, exact }, i) => (
            <tr key={id}>
              <td>{i + 1}</td>
              <td lang="ko">
                {question} {exact && <span className="badge">{words.exact}</span>}
              </td>
              <td>{similarity.toFixed(3)}</td>
              <td>{lexical.toFixed(2)}</td>
              <td className="w-40">
                {score.toFixed(3)}
                {/* The share of each part in the sum. */}
                <span aria-hidden="true" className="flex h-1.5 gap-px">
                  <span
                    className="rounded-l bg-accent"
                    style={{ width: `${(100 * Math.max(0, similarity)) / most}%` }}
                  />
                  <span
                    className="rounded-r bg-field"
                    style={{ width: `${(100 * weight * lexical) / most}%` }}
                  />
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrolling>
  );
}

function Ranking({ title, ranked, digits }: { title: string; ranked: Ranked[]; digits: number }) {
  const { retrieve: words } = useWords(pipelineWords);
  return (
    <section aria-label={title} className="min-w-0">
      <h3 className="mb-1 text-sm font-semibold">{title}</h3>
      {ranked.length === 0 && <p className="text-sm text-soft">{words.nothing}</p>}
      <ol className="flex flex-col text-sm">
        {ranked.map(({ id, question, outside, score }, i) => (
          <li key={id} className="flex items-baseline gap-2 border-t border-line py-1.5">
            <span className="w-5 shrink-0 text-right text-soft tabular-nums">{i + 1}</span>
            <span lang="ko" className="min-w-0 flex-1">
              {question} {outside && <span className="badge">{words.outside}</span>}
            </span>
            <span className="tabular-nums">{score.toFixed(digits)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
