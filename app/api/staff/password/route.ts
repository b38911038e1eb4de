import { z } from 'zod';
import { readBody, staffRoute } from '@/app/api/_http/staff';
import { getAuth } from '@/lib/auth/auth';
import { changeOwnPassword } from '@/lib/auth/team';

const passwords = z.strictObject({ current: z.string().max(200), next: z.string().min(10).max(100) });

/** Sets one's own password. */
export const PUT = staffRoute(undefined, async ({ request, signed, db }) =>
  changeOwnPassword(db, await getAuth(), signed, signed.session_id, await readBody(request, passwords)),
);
