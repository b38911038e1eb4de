import type { Metadata } from 'next';
import { requestLocale } from '@/app/locale';
import { NotPermitted, requirePermission } from '@/app/staff/guard';
import { apiKeys } from '@/lib/auth/api-keys';
import { getDatabase } from '@/lib/db/connection';
import { apiKeysWords } from '@/lib/i18n/staff/api-keys';
import { MODEL_IDS } from '@/lib/openai/served';
import { ApiKeys } from './api-keys';

export async function generateMetadata(): Promise<Metadata> {
  return { title: apiKeysWords[await requestLocale()].title };
}

export default async function ApiKeysPage() {
  if (!(await requirePermission('api_keys.manage'))) return <NotPermitted />;
  return <ApiKeys keys={await apiKeys(await getDatabase())} models={MODEL_IDS} />;
}
