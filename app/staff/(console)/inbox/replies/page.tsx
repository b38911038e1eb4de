import type { Metadata } from 'next';
import { requestLocale } from '@/app/locale';
import { NotPermitted, requirePermission } from '@/app/staff/guard';
import { listCannedReplies } from '@/lib/conversations/canned';
import { getDatabase } from '@/lib/db/connection';
import { inboxWords } from '@/lib/i18n/staff/inbox';
import { Replies } from './replies';

export async function generateMetadata(): Promise<Metadata> {
  return { title: inboxWords[await requestLocale()].replies.title };
}

/** The texts that agents send often. */
export default async function RepliesPage() {
  if (!(await requirePermission('inbox.use'))) return <NotPermitted />;
  return <Replies initial={await listCannedReplies(await getDatabase())} />;
}
