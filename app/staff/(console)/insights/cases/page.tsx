import { Icon } from '@/app/_ui/icons';
import { requestLocale } from '@/app/locale';
import { NotPermitted, requirePermission } from '@/app/staff/guard';
import { may } from '@/lib/auth/permissions';
import { getDatabase } from '@/lib/db/connection';
import { insightsWords } from '@/lib/i18n/staff/insights';
import { evaluationCases } from '@/lib/insights/cases';
import { Tabs } from '../tabs';
import { CaseTable } from './case-table';

export default async function CasesPage() {
  const signed = await requirePermission('insights.read');
  if (!signed) return <NotPermitted />;
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
          <CaseTable cases={cases} mayChange={may(signed.role, 'feedback.handle')} />
        </>
      )}
    </div>
  );
}
