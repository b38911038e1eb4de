import {
  type KnownBlock,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
  WebClient,
} from '@slack/web-api';
import { and, eq } from 'drizzle-orm';
import { may, type Permission } from '@/lib/auth/permissions';
import type { Agent } from '@/lib/conversations/agent';
import type { Database } from '@/lib/db/connection';
import { staff } from '@/lib/db/schema';
import { OndamError } from '@/lib/errors';
import type { Locale } from '@/lib/i18n';
import { Hopeless, TooEarly } from '../queue/worker';
import { isRefused } from '../refused';
import type { BotSettings } from '../settings';

export type SlackSettings = NonNullable<BotSettings['slack']>;

/** Slack's server; its calls go through `callSlack`. */
export interface Slack {
  client: WebClient;
  handoff_channel?: string;
  simulated: boolean;
  public_url: string;
}

export const slackOf = (
  { token, api_url, handoff_channel, simulated }: SlackSettings,
  public_url: string,
): Slack => ({
  // Trying again is the queue's part: it outlives this process.
  client: new WebClient(token, {
    slackApiUrl: api_url,
    timeout: 10_000,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  }),
  handoff_channel,
  simulated,
  public_url,
});

/**
 * Calls Slack.
 *
 * @returns undefined where the simulation that stands for Slack is not running
 * @throws TooEarly when there were too many calls; Hopeless when trying again cannot help
 */
export async function callSlack<T>(
  { client, simulated }: Slack,
  does: (client: WebClient) => Promise<T>,
): Promise<T | undefined> {
  try {
    return await does(client);
  } catch (thrown) {
    if (thrown instanceof WebAPIRequestError && simulated && isRefused(thrown.original)) return;
    if (thrown instanceof WebAPIRateLimitedError) throw new TooEarly(thrown.retryAfter);
    if (thrown instanceof WebAPIPlatformError) throw new Hopeless(`Slack: ${thrown.data.error}`);
    throw thrown;
  }
}

/** Somebody of the bank as Slack knows them. */
export interface SlackMember {
  agent: Agent;
  locale: Locale;
}

/**
 * Who of the bank a user of Slack is, by the e-mail address that Slack has verified.
 *
 * @throws not_permitted, for an account that may not do this; undefined for somebody without an open account
 */
export async function memberOf(
  db: Database,
  slack: Slack,
  user: string,
  permission: Permission,
): Promise<SlackMember | undefined> {
  const info = await callSlack(slack, (client) => client.users.info({ user, include_locale: true }));
  const email = info?.user?.is_bot ? undefined : info?.user?.profile?.email?.toLowerCase();
  if (!email) return;
  const [found] = await db
    .select({ id: staff.id, name: staff.name, role: staff.role })
    .from(staff)
    .where(and(eq(staff.email, email), eq(staff.active, true)));
  if (!found) return;
  if (!may(found.role, permission)) throw new OndamError('not_permitted');
  return { agent: found, locale: info?.user?.locale?.startsWith('en') ? 'en' : 'ko' };
}

/** Says something in a channel or a thread. */
export async function post(
  slack: Slack,
  { channel, thread }: { channel: string; thread?: string },
  text: string,
  blocks?: KnownBlock[],
): Promise<string | undefined> {
  const message = { channel, text, unfurl_links: false, ...(blocks && { blocks }) };
  const sent = await callSlack(slack, (client) =>
    client.chat.postMessage(thread ? { ...message, thread_ts: thread } : message),
  );
  return sent?.ts;
}

/** What is written as Slack reads it: these three signs are its own. */
export const escaped = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
