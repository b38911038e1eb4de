import { requestLocale } from '@/app/locale';
import { insightsWords } from '@/lib/i18n/staff/insights';
import type { Insights, Percentiles } from '@/lib/insights/summary';
import { duration } from './format';

const COLUMNS = ['p50', 'p95', 'p99'] as const;

/** How long answers took. */
export async function Latency({ insights }: { insights: Insights }) {
  const { latency } = insightsWords[await requestLocale()];
  const rows = [
    [latency.first_token, insights.first_token_ms],
    [latency.total, insights.total_ms],
  ].filter((row): row is [string, Percentiles] => row[1] !== null);
  return (
    <section aria-labelledby="latency" className="card p-4">
      <h2 id="latency" className="font-semibold">
        {latency.title}
      </h2>
      {rows.length === 0 ? (
        <p className="text-soft">{latency.none}</p>
      ) : (
        <table className="table mt-2 tabular-nums">
          <thead>
            <tr>
              <th scope="col">{latency.of}</th>
              {COLUMNS.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, spans]) => (
              <tr key={name}>
                <th scope="row" className="border-t border-line">
                  {name}
                </th>
                {COLUMNS.map((column) => (
                  <td key={column}>{duration(spans[column])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
