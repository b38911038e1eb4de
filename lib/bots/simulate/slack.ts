import { z } from 'zod';
import { readBotSettings } from '../settings';
import { signatureOf } from '../slack/signature';
import { slackMessages, standInForSlack } from './messengers';
import { filled, fresh, printButtons, printSaid, recording, type Stage } from './play';

/** `press`: the newest button of this label; `customer`: somebody on the web who asks for a person. */
const stepSchema = z.strictObject({
  name: z.string(),
  to: z.enum(['events', 'actions']).optional(),
  body: z.looseObject({ event: z.looseObject({ text: z.string() }).optional() }).optional(),
  press: z.string().optional(),
  customer: z.string().optional(),
});

const QUIET_MS = 1500;

/** People of Slack, of whom one has an account of the demo. */
export const SLACK_USERS = { U0AGENT: 'agent@ondam.example', U0VISITOR: 'visitor@elsewhere.example' };

/** Plays the recorded talk of somebody of the bank on Slack, this machine standing in for Slack's server. */
export async function simulateSlack({ url, print }: Stage): Promise<void> {
  const { slack } = readBotSettings();
  if (!slack || slack.api_url === 'https://slack.com/api/') {
    throw new Error(
      'SLACK_SIGNING_SECRET, SLACK_BOT_TOKEN, SLACK_API_URL을 서버와 같게 넣어 주세요. / Set these as the server has them.',
    );
  }
  const server = await standInForSlack(slack.api_url, SLACK_USERS);
  try {
    for (const { name, to, body, press, customer } of recording('slack', stepSchema)) {
      print(`\n— ${name}`);
      const before = slackMessages(server.calls);
      if (customer !== undefined) {
        await askForPerson(url);
        print(`  👤 (웹) ${customer}`);
      } else {
        const pressed = before.findLast(({ buttons }) => buttons.some(({ label }) => label === press));
        const [action = '', value = ''] =
          pressed?.buttons.find(({ label }) => label === press)?.data.split(' ') ?? [];
        const notice = before.findLast(({ channel, thread }) => channel === slack.handoff_channel && !thread);
        const ts = `${Math.floor(Date.now() / 1000)}.${String(fresh() % 1e6).padStart(6, '0')}`;
        const values = {
          event: `Ev${fresh()}`,
          ts,
          action,
          value,
          channel: slack.handoff_channel ?? '',
          message: notice?.id ?? '',
        };
        printSaid(print, '🧑‍💼', press ? `[${press}]` : (body?.event?.text ?? '(주소 확인)'));
        const answer = await sendToSlackBot(url, slack.signing_secret, to ?? 'events', filled(body, values));
        const told = await answer.text();
        if (!answer.ok) throw new Error(`HTTP ${answer.status}: ${told}`);
        if (told.includes('challenge')) {
          printSaid(print, '🤖', told);
          continue;
        }
      }
      await server.until((calls) =>
        JSON.stringify(slackMessages(calls)) === JSON.stringify(before) ? undefined : true,
      );
      await server.quiet(QUIET_MS);
      for (const { id, text, buttons, channel, thread } of slackMessages(server.calls)) {
        if (before.some((known) => known.id === id && known.text === text)) continue;
        printSaid(print, '🤖', `${thread ? '↳ ' : ''}#${channel} ${text}`);
        printButtons(
          print,
          buttons.map(({ label }) => label),
        );
      }
    }
  } finally {
    await server.close();
  }
}

/** Sends what Slack would, signed as Slack signs. */
export function sendToSlackBot(
  url: string,
  secret: string,
  to: 'events' | 'actions',
  body: unknown,
): Promise<Response> {
  const json = JSON.stringify(body);
  const sent = to === 'events' ? json : new URLSearchParams({ payload: json }).toString();
  const timestamp = String(Math.floor(Date.now() / 1000));
  return fetch(`${url}/api/bots/slack/${to}`, {
    method: 'POST',
    headers: {
      'content-type': to === 'events' ? 'application/json' : 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': timestamp,
      'x-slack-signature': signatureOf(sent, timestamp, secret),
    },
    body: sent,
  });
}

/** A customer on the web page who asks something, and then for a person. */
async function askForPerson(url: string): Promise<void> {
  const asked = await fetch(`${url}/api/chat`, {
    method: 'POST',
    body: JSON.stringify({ text: '온담 정기예금 금리는 기간별로 얼마인가요?' }),
  });
  const cookie = asked.headers
    .getSetCookie()
    .map((set) => set.split(';')[0])
    .join('; ');
  const [, id] = /"conversation_id":"([^"]+)"/.exec(await asked.text()) ?? [];
  const queued = await fetch(`${url}/api/conversations/${id}/handoff`, {
    method: 'POST',
    headers: { cookie },
  });
  if (!queued.ok) throw new Error(`handoff: HTTP ${queued.status}`);
}
