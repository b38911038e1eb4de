import { redirect } from 'next/navigation';
import { may } from '@/lib/auth/permissions';
import { requireSigned } from './guard';

/** The console begins where the person's work is. */
export default async function StaffPage() {
  const { role } = await requireSigned();
  redirect(may(role, 'inbox.use') ? '/staff/inbox' : '/staff/knowledge');
}
