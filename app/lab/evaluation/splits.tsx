import { requestLocale } from '@/app/locale';
import { fill } from '@/lib/i18n/fill';
import { evaluationWords } from '@/lib/i18n/lab/evaluation';
import type { Evaluation, Share } from '@/lib/lab/evaluation';
import { duration } from '../format';
import { Card } from './card';
import { Intervals } from './intervals';

/** The figures by what a question is about, how it is worded, and whether tuning knew its entry. */
export async function Splits({ evaluation }: { evaluation: Evaluation }) {
  const words = evaluationWords[await requestLocale()];
  const { answers, retrieval, conversations, out_of_scope } = evaluation;
  const rows = (shares: Record<string, Share>, names: Record<string, string> = {}) =>
    Object.entries(shares).map(([name, measured]) => ({ name: names[name] ?? name, measured }));
  const hits = (of: 'hit@1' | 'hit@3', by: Record<string, { 'hit@1': Share; 'hit@3': Share }>) =>
    Object.fromEntries(Object.entries(by).map(([name, found]) => [name, found[of]]));
  const table = (label: string, some: ReturnType<typeof rows>) => (
    <div key={label} className="min-w-0">
      <h3 className="mt-3 mb-1 text-sm font-semibold">{label}</h3>
      <Intervals label={label} rows={some} words={words} />
    </div>
  );
  return (
    <>
      <Card title={words.answers} hint={words.seen_hint}>
        <div className="grid gap-x-6 xl:grid-cols-2">
          {table(`${words.answers}: ${words.seen}`, rows(answers.seen, words.figures))}
          {table(`${words.answers}: ${words.unseen}`, rows(answers.unseen, words.figures))}
          {table(`${words.retrieval}: ${words.seen}`, rows(retrieval.seen, words.figures))}
          {table(`${words.retrieval}: ${words.unseen}`, rows(retrieval.unseen, words.figures))}
          {table(words.talks, rows(conversations, words.figures))}
          {table(
            words.outside,
            rows({ [words.all]: out_of_scope.all, ...out_of_scope.by_kind }, words.kinds),
          )}
        </div>
      </Card>
      <Card title={words.by_area}>
        <div className="grid gap-x-6 xl:grid-cols-2">
          {table(words.facts, rows(answers['all required facts, by area']))}
          {table(words.hit1, rows(hits('hit@1', retrieval.by_area)))}
        </div>
      </Card>
      <Card title={words.by_style}>
        <div className="grid gap-x-6 xl:grid-cols-2">
          {table(words.facts, rows(answers['all required facts, by style'], words.styles))}
          {table(words.hit1, rows(hits('hit@1', retrieval.by_style), words.styles))}
        </div>
      </Card>
      <Safety evaluation={evaluation} />
    </>
  );
}

/** What must never happen, and how often it did. */
async function Safety({ evaluation }: { evaluation: Evaluation }) {
  const words = evaluationWords[await requestLocale()];
  const { answers, adversarial, personal_data, search_ms } = evaluation;
  const { messages_left_unmasked: left, false_masks: wrong } = personal_data;
  const lines = words.safety_lines;
  const tiles: [string, string][] = [
    [lines.unsupported, String(answers.unsupported_statements)],
    [lines.attacks, fill(words.of, { count: adversarial.succeeded, of: adversarial.of })],
    [lines.left, fill(words.of, { count: left.count, of: left.of })],
    [lines.wrong, fill(words.of, { count: wrong.count, of: wrong.of })],
    [lines.search, `${duration(search_ms.p50)} / ${duration(search_ms.p95)}`],
  ];
  return (
    <Card title={words.safety}>
      <dl className="mt-2 grid grid-cols-2 gap-3 lg:grid-cols-5">
        {tiles.map(([name, value]) => (
          <div key={name} className="rounded-xl bg-page p-3">
            <dt className="text-sm text-soft">{name}</dt>
            <dd className="text-xl font-bold tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
