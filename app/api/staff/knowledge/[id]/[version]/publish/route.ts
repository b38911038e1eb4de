import { staffRoute } from '@/app/api/_http/staff';
import { publishDraft } from '@/lib/knowledge/editing';
import { getEncoder } from '@/lib/knowledge/service';
import { type VersionParams, versionOf } from '../../../requests';

/** Publishes a reviewed draft: customers get it from its effective date on. */
export const POST = staffRoute<VersionParams>('knowledge.publish', async ({ params, signed, db }) => {
  const { id, version } = versionOf(params);
  const encoder = await getEncoder();
  return publishDraft(db, signed, id, version, (texts) => encoder.embed(texts));
});
