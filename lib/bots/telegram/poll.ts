import { setTimeout as after } from 'node:timers/promises';
import type { Api } from 'grammy';
import { ALLOWED_UPDATES } from './update';

/** How long Telegram holds a request open while nothing is new. */
const HOLD_SECONDS = 30;
const PAUSE_MS = 3000;

/**
 * Brings Telegram's updates to a server that Telegram cannot reach: asked for here, posted there as the webhook would.
 * An update is over once the server has kept it; until then it is asked for again.
 */
export async function poll(
  api: Api,
  { url, secret, print }: { url: string; secret: string; print: (line: string) => void },
  signal: AbortSignal,
): Promise<void> {
  const { username } = await api.getMe();
  await api.deleteWebhook();
  print(`@${username} → ${url}`);
  // grammY's own type of a signal is an older one than Node's.
  const ended = signal as unknown as Parameters<Api['getUpdates']>[1];
  let offset = 0;
  while (!signal.aborted) {
    try {
      const asked = { offset, timeout: HOLD_SECONDS, allowed_updates: [...ALLOWED_UPDATES] };
      for (const update of await api.getUpdates(asked, ended)) {
        const response = await fetch(`${url}/api/bots/telegram`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
          body: JSON.stringify(update),
          signal,
        });
        // What the server will never take would hold up all that comes after it.
        if (!response.ok && response.status !== 400) throw new Error(`HTTP ${response.status}`);
        offset = update.update_id + 1;
      }
    } catch (thrown) {
      if (signal.aborted) return;
      print(thrown instanceof Error ? thrown.message : String(thrown));
      await after(PAUSE_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
