import { MAX_BODY_BYTES, readBytes } from '@/app/api/_http/body';
import { readBotSettings } from '@/lib/bots/settings';
import type { SlackSettings } from '@/lib/bots/slack/api';
import { isSlacks } from '@/lib/bots/slack/signature';
import { OndamError } from '@/lib/errors';

/**
 * A request's body, once it is known to be Slack's.
 *
 * @throws bot_unknown where Slack is not connected; body_too_large; bot_refused
 */
export async function signedBody(request: Request): Promise<{ body: Buffer; slack: SlackSettings }> {
  const { slack } = readBotSettings();
  if (!slack) throw new OndamError('bot_unknown');
  const body = await readBytes(request, MAX_BODY_BYTES);
  if (!isSlacks(body, request.headers, slack.signing_secret)) throw new OndamError('bot_refused');
  return { body, slack };
}
