import { notFound } from 'next/navigation';
import { getDatabase } from '@/lib/db/connection';
import { bareEntry } from '@/lib/knowledge/entry';
import { areas } from '@/lib/knowledge/overview';
import { versions } from '@/lib/knowledge/store';
import { NotPermitted, requirePermission } from '../../../../guard';
import { EntryEditor } from '../../editor/entry-editor';

/** The entry's open draft, or else a new draft of what it says now. */
export default async function EditPage({ params }: { params: Promise<{ id: string }> }) {
  const signed = await requirePermission('knowledge.write');
  if (!signed) return <NotPermitted />;
  const { id } = await params;
  const db = await getDatabase();
  const [history, known] = await Promise.all([versions(db, id), areas(db)]);
  if (history.length === 0) notFound();
  const current = history.find(({ status }) => status !== 'retired') ?? history[0];
  const open = current.status === 'draft' || current.status === 'reviewed';
  return <EntryEditor entry={bareEntry(current)} draft={open ? current.version : undefined} areas={known} />;
}
