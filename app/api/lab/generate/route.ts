import { readJson } from '@/app/api/_http/body';
import { eventStream } from '@/app/api/_http/event-stream';
import { told } from '@/app/api/_http/failure';
import { labRoute } from '@/app/api/_http/lab';
import { startRun } from '@/lib/lab/generate';
import { parseRun } from '@/lib/lab/parse';
import type { RunEvent } from '@/lib/lab/run';

/** A prompt and settings in; the text token by token, each with its candidates, out as a stream of RunEvent. */
export const POST = labRoute(async ({ request, words }) => {
  const events = await startRun(parseRun(await readJson(request)), request.signal);
  return eventStream<RunEvent>(events, (thrown) => ({ type: 'error', error: told(thrown, words) }));
});
