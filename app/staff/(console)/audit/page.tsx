import type { Metadata } from 'next';
import { requestLocale } from '@/app/locale';
import { NotPermitted, requirePermission } from '@/app/staff/guard';
import { auditLog, auditQuery } from '@/lib/auth/audit';
import { getDatabase } from '@/lib/db/connection';
import { auditWords } from '@/lib/i18n/staff/audit';
import { Filters } from './filters';
import { Log } from './log';

export async function generateMetadata(): Promise<Metadata> {
  return { title: auditWords[await requestLocale()].title };
}

export default async function AuditPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  if (!(await requirePermission('audit.read'))) return <NotPermitted />;
  const asked = Object.entries(await searchParams).filter(
    (pair): pair is [string, string] => typeof pair[1] === 'string' && pair[1] !== '',
  );
  const query = new URLSearchParams(asked).toString();
  const filter = auditQuery.safeParse(Object.fromEntries(asked)).data;
  const words = auditWords[await requestLocale()];
  return (
    <div className="flex flex-col gap-4 p-4 lg:p-6">
      <header>
        <h1 className="text-xl font-bold">{words.title}</h1>
        <p className="text-sm text-soft">{words.intro}</p>
      </header>
      <Filters query={query} />
      <Log key={query} query={query} newest={filter ? await auditLog(await getDatabase(), filter) : []} />
    </div>
  );
}
