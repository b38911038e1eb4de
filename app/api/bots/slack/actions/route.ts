import { parseJson } from '@/app/api/_http/body';
import { botRoute } from '@/app/api/_http/bot';
import { ofForm } from '@/app/api/_http/staff';
import { actionPayloadSchema } from '@/lib/bots/slack/event';
import { receiveAction } from '@/lib/bots/slack/receive';
import { getDatabase } from '@/lib/db/connection';
import { signedBody } from '../signed';

/** Slack's interactivity: a button was pressed. An empty answer leaves the message as it is. */
export const POST = botRoute(async (request) => {
  const { body } = await signedBody(request);
  const payload = new URLSearchParams(body.toString('utf8')).get('payload') ?? '';
  await receiveAction(await getDatabase(), ofForm(actionPayloadSchema, parseJson(payload)));
  return new Response(null, { status: 200 });
});
