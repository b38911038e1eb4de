import { z } from 'zod';
import { labRoute } from '@/app/api/_http/lab';
import { readBody, readQuery } from '@/app/api/_http/staff';
import { MAX_TEXT } from '@/lib/lab/token-limits';
import { compareTokenizers, readTokens, searchVocabulary } from '@/lib/lab/tokens';

const body = z.union([
  z.object({ text: z.string().max(MAX_TEXT) }),
  z.object({ ids: z.array(z.int().min(0)).max(MAX_TEXT) }),
]);

/** A text by two tokenizers, or ids as the text that they are. */
export const POST = labRoute(async ({ request }) => {
  const given = await readBody(request, body);
  return 'text' in given ? compareTokenizers(given.text) : readTokens(given.ids);
});

const query = z.object({ part: z.string().max(100).default('') });

/** The vocabulary's tokens that hold a part. */
export const GET = labRoute(async ({ request }) => searchVocabulary(readQuery(request, query).part));
