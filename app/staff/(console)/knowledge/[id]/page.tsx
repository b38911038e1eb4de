import type { Metadata } from 'next';
import Link from 'next/link';
import { requestLocale } from '@/app/locale';
import { may } from '@/lib/auth/permissions';
import { getDatabase } from '@/lib/db/connection';
import { knowledgeWords } from '@/lib/i18n/staff/knowledge';
import { entryWords } from '@/lib/i18n/staff/knowledge-entry';
import { readEntry } from '@/lib/knowledge/served';
import { versions } from '@/lib/knowledge/store';
import { NotPermitted, requirePermission } from '../../../guard';
import { EntryPage } from './entry-page';

interface Props {
  params: Promise<{ id: string }>;
  searchParams: Promise<{ version?: string | string[] }>;
}

export async function generateMetadata({ params }: Pick<Props, 'params'>): Promise<Metadata> {
  return { title: `${(await params).id} · ${knowledgeWords[await requestLocale()].title}` };
}

export default async function Page({ params, searchParams }: Props) {
  const signed = await requirePermission('knowledge.read');
  if (!signed) return <NotPermitted />;
  const [{ id }, { version }] = [await params, await searchParams];
  const db = await getDatabase();
  const [history, served] = await Promise.all([versions(db, id), readEntry(db, id)]);
  if (history.length === 0) return <Missing />;
  const newest = history.find(({ status }) => status !== 'retired') ?? history[0];
  const shown = history.find((one) => String(one.version) === version) ?? newest;
  return (
    <EntryPage
      history={history}
      shown={shown}
      served={served?.version}
      email={signed.email}
      mayWrite={may(signed.role, 'knowledge.write')}
      mayPublish={may(signed.role, 'knowledge.publish')}
    />
  );
}

async function Missing() {
  const { entry } = entryWords[await requestLocale()];
  return (
    <div className="m-auto flex flex-col items-center gap-3 p-8 text-center">
      <h1 className="text-xl font-bold">{entry.missing}</h1>
      <Link href="/staff/knowledge" className="button">
        {entry.back}
      </Link>
    </div>
  );
}
