import { requestLocale } from '@/app/locale';
import { NotPermitted, requirePermission } from '@/app/staff/guard';
import { may } from '@/lib/auth/permissions';
import { getDatabase } from '@/lib/db/connection';
import { insightsWords } from '@/lib/i18n/staff/insights';
import { openDownVotes } from '@/lib/insights/feedback';
import { Tabs } from '../tabs';
import { Queue } from './queue';

export default async function FeedbackPage() {
  const signed = await requirePermission('insights.read');
  if (!signed) return <NotPermitted />;
  const { feedback } = insightsWords[await requestLocale()];
  const { votes, total } = await openDownVotes(await getDatabase());
  return (
    <div className="flex flex-col gap-4 p-4 md:p-6">
      <h1 className="text-2xl font-bold">{feedback.title}</h1>
      <Tabs here="feedback" />
      <p className="text-soft">{feedback.hint}</p>
      <Queue votes={votes} total={total} mayHandle={may(signed.role, 'feedback.handle')} />
    </div>
  );
}
