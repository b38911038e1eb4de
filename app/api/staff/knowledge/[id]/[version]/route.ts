import { staffRoute } from '@/app/api/_http/staff';
import { changeDraft, discardDraft } from '@/lib/knowledge/editing';
import { readEntryBody, type VersionParams, versionOf } from '../../requests';

/** Changes a draft. */
export const PUT = staffRoute<VersionParams>(
  'knowledge.write',
  async ({ request, params, signed, db, words }) => {
    const { id, version } = versionOf(params);
    const entry = await readEntryBody(request, words, id);
    return entry instanceof Response ? entry : changeDraft(db, signed, entry, version);
  },
);

/** Discards a draft. */
export const DELETE = staffRoute<VersionParams>('knowledge.write', ({ params, signed, db }) => {
  const { id, version } = versionOf(params);
  return discardDraft(db, signed, id, version);
});
