import { Command, InvalidArgumentError } from 'commander';
import { runProgram } from '@/lib/cli';
import { openConfigured } from '@/lib/db/connection';
import { scrub } from '@/lib/db/scrub';
import { readEnvironment } from '@/lib/env';
import { deleteExpired, eraseConversation } from './retention';

/** `npm run retention`: what a server does each hour, at once and with what only a person decides. */
const program = new Command('retention')
  .description('보관 기간이 지난 대화를 지워요. / Deletes conversations that are kept no longer.')
  .option('--days <n>', '이만큼 말이 없던 대화 / silent for so many days (ONDAM_RETENTION_DAYS)', wholeDays)
  .option('--erase <id...>', '고객이 지워 달라고 한 대화 / conversations that a customer wants deleted')
  .option('--scrub', '지운 내용을 디스크에서도 없애요. / Takes what was deleted from the disk too.')
  .action(async ({ days, erase = [], scrub: alsoScrub }: Given) => {
    const { db, archive, close } = await openConfigured();
    try {
      for (const id of erase) await eraseConversation(db, id);
      const expired = await deleteExpired(db, days ?? readEnvironment().ONDAM_RETENTION_DAYS);
      if (alsoScrub || archive) await scrub(db);
      console.log(JSON.stringify({ expired, erased: erase.length, scrubbed: Boolean(alsoScrub || archive) }));
    } finally {
      await close();
    }
  });

interface Given {
  days?: number;
  erase?: string[];
  scrub?: boolean;
}

function wholeDays(value: string): number {
  if (!/^[1-9]\d{0,3}$/.test(value)) throw new InvalidArgumentError('1 이상의 정수 / a whole number from 1');
  return Number(value);
}

await runProgram(program);
