import { getDatabase } from '@/lib/db/connection';
import { areas } from '@/lib/knowledge/overview';
import { NotPermitted, requirePermission } from '../../../guard';
import { EntryEditor } from '../editor/entry-editor';

const GIVEN = ['question', 'answer', 'facts', 'effective_date', 'source'] as const;

/** A new entry; the address may hold what some of its fields begin with. */
export default async function NewPage({
  searchParams,
}: {
  searchParams: Promise<Partial<Record<(typeof GIVEN)[number], string | string[]>>>;
}) {
  const signed = await requirePermission('knowledge.write');
  if (!signed) return <NotPermitted />;
  const query = await searchParams;
  const given = GIVEN.flatMap((field) => {
    const value = query[field];
    return typeof value === 'string' ? [[field, value]] : [];
  });
  return <EntryEditor areas={await areas(await getDatabase())} given={Object.fromEntries(given)} />;
}
