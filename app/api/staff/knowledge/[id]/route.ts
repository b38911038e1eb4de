import { staffRoute } from '@/app/api/_http/staff';
import { OndamError } from '@/lib/errors';
import { draftAgain } from '@/lib/knowledge/editing';
import { versions } from '@/lib/knowledge/store';
import { readEntryBody } from '../requests';

/** An entry's versions, newest first. */
export const GET = staffRoute<{ id: string }>('knowledge.read', async ({ params, db }) => {
  const found = await versions(db, params.id);
  if (found.length === 0) throw new OndamError('entry_not_found');
  return { versions: found };
});

/** A new draft of the entry. */
export const POST = staffRoute<{ id: string }>(
  'knowledge.write',
  async ({ request, params, signed, db, words }) => {
    const entry = await readEntryBody(request, words, params.id);
    return entry instanceof Response ? entry : draftAgain(db, signed, entry);
  },
);
