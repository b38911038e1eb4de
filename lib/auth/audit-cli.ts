import { Command } from 'commander';
import { runProgram } from '@/lib/cli';
import { openConfigured } from '@/lib/db/connection';
import { verifyAuditChain } from './audit-chain';

/** `npm run audit -- verify`: whether the audit log is as it was written. */
const program = new Command('audit').description('감사 기록 / the audit log');

const PROBLEMS = {
  changed: '내용이 바뀌었어요. / was changed.',
  removed: '지워졌어요. / was removed.',
  put_in: '나중에 끼워 넣었어요. / was put in.',
};

program
  .command('verify')
  .description('기록이 쓰인 그대로인지 확인해요. / Verifies that nothing was changed, removed or put in.')
  .option('--head <hash>', '전에 받아 둔 마지막 해시 / the head that an earlier run printed')
  .action(async ({ head }: { head?: string }) => {
    const { db, close } = await openConfigured();
    try {
      const { problem, ...intact } = await verifyAuditChain(db, head);
      if (problem) {
        const which =
          problem.audit_id === undefined ? '끝의 기록이 / The end of the log' : `#${problem.audit_id}`;
        console.error(`${which}: ${PROBLEMS[problem.kind]}`);
        process.exitCode = 1;
      }
      console.log(JSON.stringify({ ok: !problem, ...intact, problem }));
    } finally {
      await close();
    }
  });

await runProgram(program);
