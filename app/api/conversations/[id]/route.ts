import { customerRoute } from '@/app/api/_http/customer';
import { deleteConversation, readConversation } from '@/lib/conversations/read';

/** What was said in a conversation, for the visitor whose it is. */
export const GET = customerRoute(({ db, owner, id }) => readConversation(db, owner, id));

/** Deletes a conversation with all that belongs to it. */
export const DELETE = customerRoute(({ db, owner, id }) => deleteConversation(db, owner, id));
