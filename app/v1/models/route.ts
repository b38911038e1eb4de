import { apiRoute } from '@/app/v1/_http/route';
import { listModels } from '@/lib/openai/served';

export const GET = apiRoute(undefined, async ({ key }) => ({ object: 'list', data: listModels(key) }));
