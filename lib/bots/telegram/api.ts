import { Api, GrammyError, HttpError } from 'grammy';
import { Hopeless, TooEarly } from '../queue/worker';
import { isRefused } from '../refused';
import type { BotSettings } from '../settings';

const TIMEOUT_SECONDS = 10;

export type TelegramSettings = NonNullable<BotSettings['telegram']>;

/** Telegram's server; its calls go through `call`. */
export interface Telegram {
  api: Api;
  simulated: boolean;
}

export const telegramOf = ({ token, api_root, simulated }: TelegramSettings): Telegram => ({
  api: new Api(token, { apiRoot: api_root, timeoutSeconds: TIMEOUT_SECONDS }),
  simulated,
});

/**
 * Calls Telegram.
 *
 * @returns undefined where nothing needed to be done, and where the simulation that stands for Telegram is not running
 * @throws TooEarly when there were too many calls (429 with retry_after); Hopeless when trying again cannot help: the
 *   person has blocked the bot, the token is wrong
 */
export async function call<T>(
  { api, simulated }: Telegram,
  does: (api: Api) => Promise<T>,
): Promise<T | undefined> {
  try {
    return await does(api);
  } catch (thrown) {
    if (thrown instanceof HttpError && simulated && isRefused(thrown.error)) return;
    if (!(thrown instanceof GrammyError)) throw thrown;
    if (thrown.description.includes('message is not modified')) return;
    if (thrown.error_code === 429) throw new TooEarly(thrown.parameters.retry_after ?? 1);
    if (thrown.error_code >= 500) throw thrown;
    throw new Hopeless(`Telegram, ${thrown.method}: ${thrown.description}`);
  }
}
