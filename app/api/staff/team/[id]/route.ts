import { z } from 'zod';
import { readBody, staffRoute } from '@/app/api/_http/staff';
import { getAuth } from '@/lib/auth/auth';
import { ROLES } from '@/lib/auth/permissions';
import { changeMember, newPassword } from '@/lib/auth/team';

const change = z
  .strictObject({
    role: z.enum(ROLES).optional(),
    active: z.boolean().optional(),
    new_password: z.literal(true).optional(),
  })
  .refine((given) => Object.keys(given).length > 0);

/** Changes an account. A new password is told here and never again. */
export const PATCH = staffRoute<{ id: string }>('team.manage', async ({ request, params, signed, db }) => {
  const { new_password, ...given } = await readBody(request, change);
  const password = new_password && newPassword();
  const member = await changeMember(db, await getAuth(), signed, params.id, { ...given, password });
  return { member, password };
});
