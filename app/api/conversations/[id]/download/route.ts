import { customerRoute } from '@/app/api/_http/customer';
import { readConversation } from '@/lib/conversations/read';
import { transcriptOf } from '@/lib/conversations/transcript';

/** The conversation as a text file. */
export const GET = customerRoute(async ({ db, owner, id, words }) => {
  const text = transcriptOf(await readConversation(db, owner, id), words);
  return new Response(text, {
    headers: {
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename="ondam-${id.slice(0, 8)}.txt"`,
      'cache-control': 'no-store',
    },
  });
});
