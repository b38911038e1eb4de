import type { Metadata } from 'next';
import { requestLocale } from '@/app/locale';
import { NotPermitted, requirePermission } from '@/app/staff/guard';
import { members } from '@/lib/auth/team';
import { getDatabase } from '@/lib/db/connection';
import { teamWords } from '@/lib/i18n/staff/team';
import { Team } from './team';

export async function generateMetadata(): Promise<Metadata> {
  return { title: teamWords[await requestLocale()].title };
}

export default async function TeamPage() {
  if (!(await requirePermission('team.manage'))) return <NotPermitted />;
  return <Team members={await members(await getDatabase())} />;
}
