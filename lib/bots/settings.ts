import { z } from 'zod';
import { readEnvironment } from '@/lib/env';

/**
 * What the simulations of a demo agree upon with its server (`npm run bots -- simulate`). They are known to everybody,
 * so production has none of them: a bot without secrets of its own is not there.
 */
export const DEMO = {
  KAKAO_SKILL_SECRET: 'ondam-demo-kakao',
  TELEGRAM_BOT_TOKEN: '1588:ondam-demo-telegram',
  TELEGRAM_WEBHOOK_SECRET: 'ondam-demo-telegram',
  TELEGRAM_API_ROOT: 'http://127.0.0.1:4751',
  SLACK_SIGNING_SECRET: 'ondam-demo-slack',
  SLACK_BOT_TOKEN: 'xoxb-ondam-demo',
  SLACK_API_URL: 'http://127.0.0.1:4752/api/',
  SLACK_HANDOFF_CHANNEL: 'C0ONDAMDESK',
} as const;

const list = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .transform((parts) => parts.filter((part) => part !== ''));

const schema = z.object({
  /** The last segment of the skill's address, which nobody else knows: Kakao signs nothing. */
  KAKAO_SKILL_SECRET: z.string().min(12).optional(),
  /** Addresses and networks that skill requests may come from; any, when absent. */
  KAKAO_ADDRESSES: list.default([]),
  TELEGRAM_BOT_TOKEN: z
    .string()
    .regex(/^\d+:[\w-]+$/)
    .optional(),
  /** As setWebhook takes it: 1 to 256 of these characters. */
  TELEGRAM_WEBHOOK_SECRET: z
    .string()
    .regex(/^[\w-]{12,256}$/)
    .optional(),
  TELEGRAM_API_ROOT: z.url().default('https://api.telegram.org'),
  SLACK_SIGNING_SECRET: z.string().min(12).optional(),
  SLACK_BOT_TOKEN: z.string().startsWith('xoxb-').optional(),
  SLACK_API_URL: z.url().default('https://slack.com/api/'),
  /** The id of the channel where customers who wait for a person are told of. */
  SLACK_HANDOFF_CHANNEL: z.string().optional(),
  /** Where staff reach this server, for links that Slack shows. */
  ONDAM_PUBLIC_URL: z.url().optional(),
  PORT: z.string().default('3000'),
});

/** How the bots are connected. */
export interface BotSettings {
  kakao?: { secret: string; addresses: string[] };
  telegram?: { token: string; secret?: string; api_root: string; simulated: boolean };
  slack?: {
    signing_secret: string;
    token: string;
    api_url: string;
    handoff_channel?: string;
    simulated: boolean;
  };
  public_url: string;
  /** Whether whoever is on this machine may stand in for a messenger. */
  demo: boolean;
}

/**
 * The process's settings of bots. In a demo a messenger of which nothing is set is the simulation.
 *
 * @throws ZodError, for a setting of the wrong form
 */
export function readBotSettings(source: Record<string, string | undefined> = process.env): BotSettings {
  const demo = readEnvironment(source).ONDAM_MODE === 'demo';
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const simulated = (prefix: string, ...but: string[]) =>
    demo &&
    !Object.keys(given).some((name) => name.startsWith(prefix) && name in DEMO && !but.includes(name));
  const standIns = {
    KAKAO_: simulated('KAKAO_'),
    // Where the simulation listens may be told, and it is one still.
    TELEGRAM_: simulated('TELEGRAM_', 'TELEGRAM_API_ROOT'),
    SLACK_: simulated('SLACK_', 'SLACK_API_URL'),
  };
  const demos = Object.entries(DEMO).filter(([name]) =>
    Object.entries(standIns).some(([prefix, is]) => is && name.startsWith(prefix)),
  );
  const set = schema.parse({ ...Object.fromEntries(demos), ...given });
  return {
    kakao: set.KAKAO_SKILL_SECRET
      ? { secret: set.KAKAO_SKILL_SECRET, addresses: set.KAKAO_ADDRESSES }
      : undefined,
    telegram: set.TELEGRAM_BOT_TOKEN
      ? {
          token: set.TELEGRAM_BOT_TOKEN,
          secret: set.TELEGRAM_WEBHOOK_SECRET,
          api_root: set.TELEGRAM_API_ROOT,
          simulated: standIns.TELEGRAM_,
        }
      : undefined,
    slack:
      set.SLACK_SIGNING_SECRET && set.SLACK_BOT_TOKEN
        ? {
            signing_secret: set.SLACK_SIGNING_SECRET,
            token: set.SLACK_BOT_TOKEN,
            api_url: set.SLACK_API_URL,
            handoff_channel: set.SLACK_HANDOFF_CHANNEL,
            simulated: standIns.SLACK_,
          }
        : undefined,
    public_url: (set.ONDAM_PUBLIC_URL ?? `http://localhost:${set.PORT}`).replace(/\/$/, ''),
    demo,
  };
}
