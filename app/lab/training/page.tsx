import { requestLocale } from '@/app/locale';
import { trainingWords } from '@/lib/i18n/lab/training';
import { LLAMA_2_PARAMETERS, products } from '@/lib/lab/training/flops';
import { listRuns, summaryOf } from '@/lib/lab/training/runs';
import { requireLab } from '../access';
import { Training } from './training';

/** How the model was trained: every recorded run, and one of them (?run=) in full. */
export default async function TrainingPage({
  searchParams,
}: {
  searchParams: Promise<{ run?: string | string[] }>;
}) {
  await requireLab();
  const words = trainingWords[await requestLocale()];
  const runs = await listRuns();
  const { run: asked } = await searchParams;
  const run =
    runs.find(({ id }) => id === asked) ?? runs.find(({ state }) => state === 'finished') ?? runs[0];
  return (
    <div className="flex flex-col gap-6">
      <header>
        <h1 className="text-2xl font-bold">{words.title}</h1>
        <p className="mt-1 max-w-3xl text-soft">{words.intro}</p>
      </header>
      {run ? (
        <Training
          key={run.id}
          first={{ runs: runs.map(summaryOf), run }}
          products={products(run.run.options.config, run.run.options.time ?? 0)}
          llama={LLAMA_2_PARAMETERS}
        />
      ) : (
        <div className="card px-4 py-16 text-center">
          <h2 className="text-lg font-bold">{words.none.title}</h2>
          <p className="text-soft">{words.none.text}</p>
        </div>
      )}
    </div>
  );
}
