import { getDatabase } from '@/lib/db/connection';
import { readEnvironment } from '@/lib/env';
import { getAuth } from './auth';
import { closeDemoAccounts, DEMO_ACCOUNTS, seedDemoAccounts } from './demo';
import { closeDemoKey, DEMO_API_KEY, seedDemoKey } from './demo-key';

/** Before anybody signs in: in a demo its accounts and its API key are made and told; in production they are closed. */
export async function prepareAccounts(): Promise<void> {
  const { ONDAM_MODE, ONDAM_DEMO_PASSWORD } = readEnvironment();
  const [db, auth] = await Promise.all([getDatabase(), getAuth()]);
  if (ONDAM_MODE === 'production') {
    await closeDemoKey(db);
    return closeDemoAccounts(db);
  }
  await seedDemoAccounts(db, auth, ONDAM_DEMO_PASSWORD);
  await seedDemoKey(db);
  console.log(`\n직원 화면은 /staff, 데모 계정의 비밀번호는 모두 ${ONDAM_DEMO_PASSWORD}`);
  console.log(`The staff console is at /staff; every demo account has the password ${ONDAM_DEMO_PASSWORD}`);
  for (const { email, name, role } of DEMO_ACCOUNTS) console.log(`  ${role.padEnd(8)} ${email}  ${name}`);
  console.log(`API  /v1 (docs/api.md)  key ${DEMO_API_KEY}`);
}
