import { getDatabase } from '@/lib/db/connection';
import { areas } from '@/lib/knowledge/overview';
import { NotPermitted, requirePermission } from '../../../guard';
import { EntryEditor } from '../editor/entry-editor';

export default async function NewPage({
  searchParams,
}: {
  searchParams: Promise<{ question?: string | string[] }>;
}) {
  const signed = await requirePermission('knowledge.write');
  if (!signed) return <NotPermitted />;
  const { question } = await searchParams;
  return (
    <EntryEditor
      areas={await areas(await getDatabase())}
      question={typeof question === 'string' ? question : undefined}
    />
  );
}
