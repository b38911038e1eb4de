import { customerRoute } from '@/app/api/_http/customer';
import { cancelHandoff, requestHandoff } from '@/lib/conversations/handoff';

/** Asks for a person. */
export const POST = customerRoute(({ db, owner, id }) => requestHandoff(db, owner, id));

/** Goes back to the bot. */
export const DELETE = customerRoute(({ db, owner, id }) => cancelHandoff(db, owner, id));
