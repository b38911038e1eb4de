import { staffRoute } from '@/app/api/_http/staff';
import { revokeApiKey } from '@/lib/auth/api-keys';

/** Revokes a key: it is kept, for the log, and means nothing from the next request on. */
export const DELETE = staffRoute<{ id: string }>('api_keys.manage', ({ params, signed, db }) =>
  revokeApiKey(db, signed, params.id),
);
