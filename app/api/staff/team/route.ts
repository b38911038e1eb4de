import { readBody, staffRoute } from '@/app/api/_http/staff';
import { getAuth } from '@/lib/auth/auth';
import { addMember, memberSchema, members, newPassword } from '@/lib/auth/team';

export const GET = staffRoute('team.manage', ({ db }) => members(db));

/** Makes an account. Its first password is told here and never again. */
export const POST = staffRoute('team.manage', async ({ request, signed, db }) => {
  const given = await readBody(request, memberSchema);
  const password = newPassword();
  return { member: await addMember(db, await getAuth(), signed, { ...given, password }), password };
});
