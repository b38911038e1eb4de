import { Command, InvalidArgumentError, Option } from 'commander';
import { runProgram } from '@/lib/cli';
import { openConfigured } from '@/lib/db/connection';
import { readEnvironment } from '@/lib/env';
import { createAuth } from './auth';
import { ROLES, type Role } from './permissions';
import { addMember, memberSchema, members, newPassword } from './team';

/** `npm run staff -- …`: accounts where there is no console yet: the first admin of a production system. */
const program = new Command('staff').description('직원 계정 / accounts of people of the bank');

program
  .command('add')
  .description('계정을 만들고 처음 쓸 비밀번호를 보여 줘요. / Makes an account and shows its first password.')
  .argument('<email>', '이메일', emailAddress)
  .argument('<name>', '이름')
  .addOption(new Option('--role <role>', '역할').choices(ROLES).default('agent'))
  .action(async (email: string, name: string, { role }: { role: Role }) => {
    const { db, close } = await openConfigured();
    try {
      const password = newPassword();
      const auth = createAuth(db, readEnvironment().ONDAM_SECRET);
      await addMember(db, auth, { id: 'cli', name: 'cli' }, { email, name, role, password });
      console.log(`${email} (${role}): ${password}`);
    } finally {
      await close();
    }
  });

program
  .command('list')
  .description('계정을 모두 보여 줘요. / Lists the accounts.')
  .action(async () => {
    const { db, close } = await openConfigured();
    try {
      for (const { email, name, role, active } of await members(db)) {
        console.log(`${email}  ${name}  ${role}${active ? '' : '  (closed)'}`);
      }
    } finally {
      await close();
    }
  });

function emailAddress(value: string): string {
  const parsed = memberSchema.shape.email.safeParse(value);
  if (!parsed.success) throw new InvalidArgumentError('이메일 주소가 아니에요. / It is no e-mail address.');
  return parsed.data;
}

await runProgram(program);
