import { getWriter } from '@/lib/answer/writer';
import { getStaffNotes } from '@/lib/assistant/notes';
import { getChanges } from '@/lib/db/changes';
import { getDatabase } from '@/lib/db/connection';
import { getKnowledge } from '@/lib/knowledge/service';
import { log } from '@/lib/ops/log';
import { singleton } from '@/lib/singleton';
import { botWorkSchema } from './job';
import { answerKakao } from './kakao/question';
import type { Job } from './queue/jobs';
import { Hopeless, work } from './queue/worker';
import { readBotSettings } from './settings';
import { post, slackOf } from './slack/api';
import { tellHandoff } from './slack/handoff';
import { answerSlack, doAction, type SlackParts } from './slack/question';
import { telegramOf } from './telegram/api';
import { deliver } from './telegram/deliver';
import { answerButton, answerMessage, tell } from './telegram/turn';

async function getParts(): Promise<SlackParts> {
  const [db, changes, model, knowledge, notes] = await Promise.all([
    getDatabase(),
    getChanges(),
    getWriter(),
    getKnowledge(),
    getStaffNotes(),
  ]);
  return { db, changes, model, knowledge, notes };
}

/** Begins to do the queue's work in this process. */
export const startBots = singleton('bots', async () => {
  const { telegram: telegramSettings, slack: slackSettings, public_url } = readBotSettings();
  const telegram = telegramSettings && telegramOf(telegramSettings);
  const slack = slackSettings && slackOf(slackSettings, public_url);

  async function handle(job: Job, signal: AbortSignal): Promise<void> {
    const { data, error } = botWorkSchema.safeParse(job.payload);
    if (!data) throw new Hopeless(`no work that is known: ${error.issues[0].path.join('.')}`);
    const db = await getDatabase();
    switch (data.kind) {
      case 'kakao.question':
        return answerKakao(await getParts(), job, data, signal);
      case 'slack.handoff':
        return slack && tellHandoff(db, slack, data);
      case 'telegram.deliver':
        return telegram && deliver(db, telegram, data.chat_id);
    }
    if (data.kind === 'slack.question' || data.kind === 'slack.action' || data.kind === 'slack.tell') {
      if (!slack) throw new Hopeless('Slack is not connected any more');
      if (data.kind === 'slack.tell') return void (await post(slack, data, data.text));
      const parts = await getParts();
      return data.kind === 'slack.action'
        ? doAction(parts, slack, job, data)
        : answerSlack(parts, slack, job, data, signal);
    }
    if (!telegram) throw new Hopeless('Telegram is not connected any more');
    const given = { parts: await getParts(), telegram, job, signal };
    if (data.kind === 'telegram.tell') return tell(given, data);
    return data.kind === 'telegram.button' ? answerButton(given, data) : answerMessage(given, data);
  }

  const ending = new AbortController();
  work({ db: await getDatabase(), changes: await getChanges() }, handle, ending.signal).catch((err) =>
    log.error({ err }, 'the bots stopped'),
  );
  return { stop: () => ending.abort() };
});
