import { staffRoute } from '@/app/api/_http/staff';
import { may } from '@/lib/auth/permissions';
import { revokeSession } from '@/lib/auth/team';

/** Ends a session: one's own, or anybody's for who manages the team. */
export const DELETE = staffRoute<{ id: string }>(undefined, ({ params, signed, db }) =>
  revokeSession(db, signed, params.id, may(signed.role, 'team.manage') ? undefined : signed.id),
);
