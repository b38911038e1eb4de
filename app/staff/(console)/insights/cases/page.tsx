import Link from 'next/link';
import { Icon } from '@/app/_ui/icons';
import { requestLocale } from '@/app/locale';
import { NotPermitted, requirePermission } from '@/app/staff/guard';
import { getDatabase } from '@/lib/db/connection';
import { insightsWords } from '@/lib/i18n/staff/insights';
import { evaluationCases } from '@/lib/insights/cases';
import { dateTime } from '../format';
import { Tabs } from '../tabs';

export default async function CasesPage() {
  if (!(await requirePermission('insights.read'))) return <NotPermitted />;
  const { cases: words } = insightsWords[await requestLocale()];
  const cases = await evaluationCases(await getDatabase());
  return (
    <div className="flex flex-col gap-4 p-4 md:p-6">
      <h1 className="text-2xl font-bold">{words.title}</h1>
      <Tabs here="cases" />
      <p className="text-soft">{words.hint}</p>
      {cases.length === 0 ? (
        <p className="card px-4 py-16 text-center text-soft">{words.empty}</p>
      ) : (
        <>
          <a href="/api/staff/feedback/cases?format=jsonl" download className="button self-start">
            <Icon name="download" className="size-4" />
            {words.download}
          </a>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard. */}
          <section aria-label={words.title} tabIndex={0} className="card overflow-x-auto">
            <table className="table min-w-160">
              <thead>
                <tr>
                  <th scope="col">{words.question}</th>
                  <th scope="col">{words.expected}</th>
                  <th scope="col">{words.author}</th>
                  <th scope="col">{words.at}</th>
                </tr>
              </thead>
              <tbody>
                {cases.map(({ id, question, entry_id, author, created_at }) => (
                  <tr key={id}>
                    <td lang="ko">{question}</td>
                    <td className="whitespace-nowrap">
                      {entry_id === null ? (
                        words.decline
                      ) : (
                        <Link href={`/staff/knowledge/${entry_id}`} className="text-accent underline">
                          {entry_id}
                        </Link>
                      )}
                    </td>
                    <td>{author}</td>
                    <td className="whitespace-nowrap tabular-nums">{dateTime(created_at)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </>
      )}
    </div>
  );
}
