import { customerRoute } from '@/app/api/_http/customer';
import { stopAnswers } from '@/lib/conversations/turn';

/** Stops the answer that is being written; its stream says how it ended. */
export const POST = customerRoute(({ db, owner, id }) => stopAnswers(db, owner, id));
