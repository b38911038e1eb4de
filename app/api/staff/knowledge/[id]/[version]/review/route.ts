import { staffRoute } from '@/app/api/_http/staff';
import { reviewDraft } from '@/lib/knowledge/editing';
import { type VersionParams, versionOf } from '../../../requests';

/** Agrees to a draft that somebody else wrote. */
export const POST = staffRoute<VersionParams>('knowledge.publish', ({ params, signed, db }) => {
  const { id, version } = versionOf(params);
  return reviewDraft(db, signed, id, version);
});
