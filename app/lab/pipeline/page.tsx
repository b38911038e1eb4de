import { requestLocale } from '@/app/locale';
import { pipelineWords } from '@/lib/i18n/lab/pipeline';
import { requireLab } from '../access';
import { Follow } from './follow';

/** One question followed through the pipeline. `?q=` names it, and it is followed at once. */
export default async function PipelinePage({
  searchParams,
}: {
  searchParams: Promise<{ q?: string | string[] }>;
}) {
  await requireLab();
  const { q } = await searchParams;
  const words = pipelineWords[await requestLocale()];
  return (
    <div className="flex flex-col gap-5">
      <div>
        <h1 className="text-2xl font-bold">{words.title}</h1>
        <p className="mt-1 text-soft">{words.hint}</p>
      </div>
      <Follow asked={typeof q === 'string' ? q : undefined} />
    </div>
  );
}
