import { Argument, Command } from 'commander';
import { Api } from 'grammy';
import { openConfigured } from '@/lib/db/connection';
import { deadJobs, revive } from './queue/jobs';
import { readBotSettings } from './settings';
import { simulateKakao } from './simulate/kakao';
import { simulateSlack } from './simulate/slack';
import { simulateTelegram } from './simulate/telegram';
import { poll } from './telegram/poll';
import { ALLOWED_UPDATES } from './telegram/update';

/** `npm run bots -- …` */
const program = new Command('bots').description('메신저 봇 / bots on messengers');
const serverUrl = `http://localhost:${process.env.PORT || 3000}`;
const SIMULATIONS = { kakao: simulateKakao, telegram: simulateTelegram, slack: simulateSlack };

program
  .command('simulate')
  .description(
    '녹음된 대화를 실제 형식으로 서버에 보내고 주고받은 말을 보여 줘요. / Plays a recorded talk against a server.',
  )
  .addArgument(new Argument('<messenger>').choices(Object.keys(SIMULATIONS)))
  .option('--url <url>', '서버 주소 / the server', serverUrl)
  .action((messenger: keyof typeof SIMULATIONS, { url }: { url: string }) =>
    SIMULATIONS[messenger]({ url: url.replace(/\/$/, ''), print: (line) => console.log(line) }),
  );

program
  .command('telegram')
  .description(
    '텔레그램에서 온 말을 서버로 옮겨요(노트북용). --webhook은 텔레그램이 서버로 바로 보내게 해요. / Brings updates to a server on a laptop; --webhook has Telegram send them itself.',
  )
  .option('--url <url>', '서버 주소 / the server', serverUrl)
  .option('--webhook <url>', '밖에서 보이는 https 주소 / the public address')
  .action(async ({ url, webhook }: { url: string; webhook?: string }) => {
    const { telegram } = readBotSettings();
    if (!telegram?.secret || telegram.simulated) {
      throw new Error(
        'TELEGRAM_BOT_TOKEN과 TELEGRAM_WEBHOOK_SECRET을 넣어 주세요. / Set TELEGRAM_BOT_TOKEN and TELEGRAM_WEBHOOK_SECRET.',
      );
    }
    const api = new Api(telegram.token, { apiRoot: telegram.api_root });
    if (webhook) {
      const address = `${webhook.replace(/\/$/, '')}/api/bots/telegram`;
      await api.setWebhook(address, { secret_token: telegram.secret, allowed_updates: [...ALLOWED_UPDATES] });
      console.log(`webhook: ${address}`);
      return;
    }
    const ending = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => ending.abort());
    await poll(api, { url, secret: telegram.secret, print: (line) => console.log(line) }, ending.signal);
  });

program
  .command('failed')
  .description(
    '끝내 하지 못한 일을 보여 줘요. --retry는 다시 하게 해요. / Shows what failed for good; --retry has it tried again.',
  )
  .option('--retry')
  .action(async ({ retry }: { retry?: boolean }) => {
    const { db, close } = await openConfigured();
    try {
      for (const { id, key, attempts, error, created_at } of await deadJobs(db)) {
        console.log(`${id}  ${created_at.toISOString()}  ${key}  ${attempts}  ${error}`);
      }
      if (retry) console.log(`${await revive(db)}개를 다시 해요. / are tried again.`);
    } finally {
      await close();
    }
  });

try {
  await program.parseAsync();
} catch (thrown) {
  const { message, cause } = thrown as Error;
  const nobody = (cause as NodeJS.ErrnoException | undefined)?.code === 'ECONNREFUSED';
  console.error(
    nobody
      ? '서버가 떠 있지 않아요. npm start를 먼저 해 주세요. / No server is running there: npm start first.'
      : message,
  );
  process.exitCode = 1;
}
