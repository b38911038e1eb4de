import { may } from '@/lib/auth/permissions';
import { listInbox } from '@/lib/conversations/inbox';
import { getDatabase } from '@/lib/db/connection';
import { NotPermitted, requirePermission } from '../../guard';
import { InboxRoom } from './inbox';

/** The inbox. `?c=` names the conversation that is open. */
export default async function InboxPage({
  searchParams,
}: {
  searchParams: Promise<{ c?: string | string[] }>;
}) {
  const signed = await requirePermission('inbox.use');
  if (!signed) return <NotPermitted />;
  const { c } = await searchParams;
  const inbox = await listInbox(await getDatabase(), signed.id);
  return (
    <InboxRoom
      initial={inbox}
      chosen={typeof c === 'string' ? c : undefined}
      mayRelease={may(signed.role, 'team.manage')}
    />
  );
}
