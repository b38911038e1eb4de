import { z } from 'zod';
import { readQuery, staffRoute } from '@/app/api/_http/staff';
import { draftNew } from '@/lib/knowledge/editing';
import { listRows, SORTS } from '@/lib/knowledge/overview';
import { STATUSES } from '@/lib/knowledge/store';
import { readEntryBody } from './requests';

const querySchema = z.object({
  q: z.string().max(200).optional(),
  area: z.string().max(30).optional(),
  status: z.enum(STATUSES).optional(),
  sort: z.enum(SORTS).optional(),
  descending: z.stringbool().optional(),
  limit: z.coerce.number().int().min(1).max(500).optional(),
  offset: z.coerce.number().int().min(0).optional(),
});

/** The entries, a page of them. */
export const GET = staffRoute('knowledge.read', ({ request, db }) => {
  const { q, area, status, ...paging } = readQuery(request, querySchema);
  return listRows(db, { q, area, status }, paging);
});

/** A new entry's first draft. */
export const POST = staffRoute('knowledge.write', async ({ request, signed, db, words }) => {
  const entry = await readEntryBody(request, words);
  return entry instanceof Response ? entry : draftNew(db, signed, entry);
});
