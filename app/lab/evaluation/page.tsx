import { requestLocale } from '@/app/locale';
import { fill } from '@/lib/i18n/fill';
import { evaluationWords } from '@/lib/i18n/lab/evaluation';
import { readBenchmarks } from '@/lib/lab/benchmarks';
import { type Evaluation, readEvaluation, readHistory } from '@/lib/lab/evaluation';
import { requireLab } from '../access';
import { dateTime } from '../format';
import { Benchmarks } from './benchmarks';
import { Cases } from './cases';
import { Goals } from './goals';
import { History } from './history';
import { Splits } from './splits';

/** How right the assistant is, where it fails, and how fast it is. */
export default async function EvaluationPage() {
  await requireLab();
  const words = evaluationWords[await requestLocale()];
  const evaluation = readEvaluation();
  return (
    <div className="flex flex-col gap-5">
      <div>
        <h1 className="text-2xl font-bold">{words.title}</h1>
        <p className="mt-1 text-soft">{words.hint}</p>
        {evaluation && <Measured evaluation={evaluation} />}
      </div>
      {evaluation ? (
        <>
          <Goals goals={evaluation.goals} />
          <Splits evaluation={evaluation} />
          <Cases cases={evaluation.cases} />
          <History releases={readHistory()} />
        </>
      ) : (
        <p className="card px-4 py-16 text-center text-soft">{words.none}</p>
      )}
      <Benchmarks benchmarks={readBenchmarks()} />
    </div>
  );
}

/** When, where and of what the figures are, and how they are made again. */
async function Measured({ evaluation: { date, machine, model, entries } }: { evaluation: Evaluation }) {
  const words = evaluationWords[await requestLocale()];
  return (
    <p className="mt-2 flex flex-wrap gap-x-4 text-sm text-soft tabular-nums">
      <span>
        {words.at} <time dateTime={date}>{dateTime(new Date(date))}</time>
      </span>
      <span>
        {words.machine} {machine}
      </span>
      {model && (
        <span title={model}>
          {words.model} {model.slice(0, 12)}
        </span>
      )}
      <span>{fill(words.entries, { count: entries })}</span>
      <span>
        {words.repeat} <code>npm run evaluate</code>
      </span>
    </p>
  );
}
