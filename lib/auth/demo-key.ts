import type { Database } from '@/lib/db/connection';
import { apiKeys, findApiKey, issueApiKey, revokeApiKey } from './api-keys';
import { API_SCOPES } from './api-scopes';

/** Known to everybody who reads this line: it opens the API of a demo, and of nothing else. */
export const DEMO_API_KEY = 'ondam-demo-key-known-to-everybody';

const DEMO_PREFIX = DEMO_API_KEY.slice(0, 12);

/** Makes the demo's key unless there is one, or another process makes it at the same time; a revoked one stays so. */
export async function seedDemoKey(db: Database): Promise<void> {
  const isThere = async () => (await apiKeys(db)).some(({ prefix }) => prefix === DEMO_PREFIX);
  if (await isThere()) return;
  const given = { name: 'Demo', scopes: [...API_SCOPES], models: null, requests_per_minute: 120 };
  await issueApiKey(db, { id: 'seed', name: 'seed' }, given, DEMO_API_KEY).catch(async (thrown) => {
    if (!(await isThere())) throw thrown;
  });
}

/** Revokes the demo's key in a database that went from a demo into production. */
export async function closeDemoKey(db: Database): Promise<void> {
  const known = await findApiKey(db, DEMO_API_KEY);
  if (known) await revokeApiKey(db, { id: 'start', name: 'start' }, known.id);
}
