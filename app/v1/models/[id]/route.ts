import { apiRoute } from '@/app/v1/_http/route';
import { describeModel } from '@/lib/openai/served';

export const GET = apiRoute<{ id: string }>(undefined, async ({ key, params }) =>
  describeModel(key, params.id),
);
