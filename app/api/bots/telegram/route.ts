import { botRoute } from '@/app/api/_http/bot';
import { respond } from '@/app/api/_http/respond';
import { readBody } from '@/app/api/_http/staff';
import { isSame } from '@/lib/bots/secret';
import { readBotSettings } from '@/lib/bots/settings';
import { receiveUpdate } from '@/lib/bots/telegram/receive';
import { updateSchema } from '@/lib/bots/telegram/update';
import { getDatabase } from '@/lib/db/connection';
import { OndamError } from '@/lib/errors';

/** Telegram's webhook. It is answered as soon as the update is kept: what comes of it is sent by itself. */
export const POST = botRoute(async (request) => {
  const { telegram } = readBotSettings();
  if (!telegram?.secret) throw new OndamError('bot_unknown');
  const token = request.headers.get('x-telegram-bot-api-secret-token') ?? '';
  if (!isSame(token, telegram.secret)) throw new OndamError('bot_refused');
  await receiveUpdate(await getDatabase(), await readBody(request, updateSchema));
  return respond({ ok: true });
});
