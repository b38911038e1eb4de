import { staffRoute } from '@/app/api/_http/staff';
import { retireVersion } from '@/lib/knowledge/editing';
import { type VersionParams, versionOf } from '../../../requests';

/** Takes a version out of use, a published one too. */
export const POST = staffRoute<VersionParams>('knowledge.publish', ({ params, signed, db }) => {
  const { id, version } = versionOf(params);
  return retireVersion(db, signed, id, version);
});
