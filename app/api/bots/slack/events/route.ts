import { parseJson } from '@/app/api/_http/body';
import { botRoute } from '@/app/api/_http/bot';
import { respond } from '@/app/api/_http/respond';
import { ofForm } from '@/app/api/_http/staff';
import { eventBodySchema } from '@/lib/bots/slack/event';
import { receiveEvent } from '@/lib/bots/slack/receive';
import { getDatabase } from '@/lib/db/connection';
import { signedBody } from '../signed';

/** Slack's Events API. It is answered as soon as the event is kept. */
export const POST = botRoute(async (request) => {
  const { body, slack } = await signedBody(request);
  const given = ofForm(eventBodySchema, parseJson(body));
  if (given.type === 'url_verification') return respond({ challenge: given.challenge });
  if (given.type === 'event_callback') await receiveEvent(await getDatabase(), given, slack.handoff_channel);
  return respond({ ok: true });
});
