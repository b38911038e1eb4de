import { z } from 'zod';
import { readBotSettings } from '../settings';
import { answerAsAgent } from './agent';
import { isPartial, standInForTelegram, telegramMessages } from './messengers';
import { filled, fresh, printButtons, printSaid, recording, type Stage } from './play';

/** `say`, `photo`: the first body, with other words or none; `press`: a button that was shown; `agent`: in the inbox. */
const stepSchema = z.strictObject({
  name: z.string(),
  body: z.looseObject({ message: z.looseObject({ text: z.string() }) }).optional(),
  say: z.string().optional(),
  photo: z.literal(true).optional(),
  press: z.string().optional(),
  agent: z.string().optional(),
});

/** An answer is over when nothing has come for so long. */
const QUIET_MS = 2500;

/** Plays the recorded talk of somebody on Telegram, this machine standing in for Telegram's server. */
export async function simulateTelegram({ url, print }: Stage): Promise<void> {
  const { telegram } = readBotSettings();
  if (!telegram?.secret || telegram.api_root === 'https://api.telegram.org') {
    throw new Error(
      'TELEGRAM_WEBHOOK_SECRET과 TELEGRAM_API_ROOT를 서버와 같게 넣어 주세요. / Set both as the server has them.',
    );
  }
  const { secret } = telegram;
  const server = await standInForTelegram(telegram.api_root);
  const chat = fresh();
  const steps = recording('telegram', stepSchema);
  const first = steps[0].body;
  let edits = 0;
  try {
    for (const { name, body, say, photo, press, agent } of steps) {
      print(`\n— ${name}`);
      const before = server.calls.length;
      const shownBefore = telegramMessages(server.calls, chat);
      if (agent !== undefined) {
        await answerAsAgent(url, agent);
        print(`  🧑‍💼 (상담함) ${agent}`);
      } else {
        const said = say ?? body?.message.text;
        printSaid(print, '👤', press ? `[${press}]` : photo ? '(사진)' : (said ?? ''));
        const button = shownBefore
          .flatMap(({ buttons }) => buttons)
          .findLast(({ label }) => label.includes(press ?? '\0'));
        const update = press
          ? pressing(first, button?.data ?? '')
          : { ...first, message: { ...first?.message, text: photo ? undefined : said } };
        const response = await fetch(`${url}/api/bots/telegram`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
          body: JSON.stringify(filled(update, { update: fresh(), chat })),
        });
        if (!response.ok) throw new Error(`HTTP ${response.status}: ${await response.text()}`);
      }
      await server.until((calls) => {
        const messages = telegramMessages(calls.slice(before).length ? calls : [], chat);
        const news = JSON.stringify(messages) !== JSON.stringify(shownBefore);
        return news && !messages.some(isPartial) ? true : undefined;
      });
      await server.quiet(QUIET_MS);
      const calls = server.calls.slice(before);
      edits = calls.filter(({ path }) => path.endsWith('editMessageText')).length;
      for (const message of telegramMessages(server.calls, chat)) {
        if (shownBefore.some(({ id, text }) => id === message.id && text === message.text)) continue;
        printSaid(print, '🤖', message.text);
        printButtons(
          print,
          message.buttons.map(({ label }) => label),
        );
      }
      if (edits > 0) print(`     (쓰는 동안 ${edits}번 고쳐 보여 줬어요)`);
    }
  } finally {
    await server.close();
  }
}

type Body = z.infer<typeof stepSchema>['body'];

/** A button's press, as Telegram tells of it. */
const pressing = (body: Body, data: string) => ({
  update_id: '{{update}}',
  callback_query: {
    id: '{{update}}0',
    from: body?.message.from,
    message: { ...body?.message, message_id: 2 },
    chat_instance: '1',
    data,
  },
});
