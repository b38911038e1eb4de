import { z } from 'zod';
import { readQuery, staffRoute } from '@/app/api/_http/staff';
import { permit } from '@/lib/auth/session';
import { sessions } from '@/lib/auth/team';

const query = z.strictObject({ staff_id: z.string().max(100).optional() });

/** Where one is signed in, or where somebody else is, for who manages the team. */
export const GET = staffRoute(undefined, async ({ request, signed, db }) => {
  const { staff_id = signed.id } = readQuery(request, query);
  if (staff_id !== signed.id) permit(signed, 'team.manage');
  const found = await sessions(db, staff_id);
  return found.map((session) => ({ ...session, current: session.id === signed.session_id }));
});
