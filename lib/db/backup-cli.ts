import { Command } from 'commander';
import { runProgram } from '@/lib/cli';
import { readEnvironment } from '@/lib/env';
import { backUp, type Place, restore } from './backup';
import { embeddedDirectory } from './connection';

/** `npm run backup -- FILE` and `npm run restore -- FILE`. */
const program = new Command('data').description('백업과 복원 / backup and restore');

function place(): Place {
  const { DATABASE_URL } = readEnvironment();
  return DATABASE_URL ? { url: DATABASE_URL } : { directory: embeddedDirectory() };
}

program
  .command('backup')
  .description('모든 데이터를 파일 하나에 담아요. / Writes all data to one file.')
  .argument('<file>')
  .action(async (file: string) => {
    await backUp(place(), file);
    console.log(`백업했어요. / Backed up: ${file}`);
  });

program
  .command('restore')
  .description(
    '백업 파일의 데이터로 바꿔요. 서버를 먼저 멈춰 주세요. / Puts a backup in place of what is there.',
  )
  .argument('<file>')
  .action(async (file: string) => {
    const before = await restore(place(), file);
    console.log(`복원했어요. / Restored: ${file}`);
    if (before) console.log(`이전 데이터는 여기에 있어요. / What was there before: ${before}`);
  });

await runProgram(program);
