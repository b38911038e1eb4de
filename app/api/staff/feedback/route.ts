import { staffRoute } from '@/app/api/_http/staff';
import { openDownVotes } from '@/lib/insights/feedback';

/** The answers that customers marked down and nobody has looked at yet. */
export const GET = staffRoute('insights.read', async ({ db }) => openDownVotes(db));
