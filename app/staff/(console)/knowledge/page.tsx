import type { Metadata } from 'next';
import { requestLocale } from '@/app/locale';
import { may } from '@/lib/auth/permissions';
import { getDatabase } from '@/lib/db/connection';
import { knowledgeWords } from '@/lib/i18n/staff/knowledge';
import { areas, listRows } from '@/lib/knowledge/overview';
import { NotPermitted, requirePermission } from '../../guard';
import { KnowledgeList } from './list';
import { listQuery, selection } from './query';

export async function generateMetadata(): Promise<Metadata> {
  return { title: knowledgeWords[await requestLocale()].title };
}

export default async function KnowledgePage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const signed = await requirePermission('knowledge.read');
  if (!signed) return <NotPermitted />;
  const query = listQuery(await searchParams);
  const { filters, paging } = selection(query, signed.email);
  const db = await getDatabase();
  const reviews = may(signed.role, 'knowledge.publish');
  const [list, known, toReview] = await Promise.all([
    listRows(db, filters, paging),
    areas(db),
    reviews ? listRows(db, { reviewable_by: signed.email }, { limit: 1 }) : undefined,
  ]);
  return (
    <KnowledgeList
      query={query}
      {...list}
      areas={known.map(({ area }) => area)}
      toReview={toReview?.total}
      mayWrite={may(signed.role, 'knowledge.write')}
    />
  );
}
