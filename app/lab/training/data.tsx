'use client';

import { Bars } from '@/app/_ui/chart';
import { useWords } from '@/app/_ui/words';
import { fill } from '@/lib/i18n/fill';
import { trainingWords } from '@/lib/i18n/lab/training';
import type { Run } from '@/lib/lab/training/runs';
import { count, figure, percent } from './format';

/** What a run read, by source, and how well it reads text of that source afterwards. */
export function Data({ run }: { run: Run }) {
  const words = useWords(trainingWords);
  const { data } = words;
  const { corpus } = run.run.options;
  if (!corpus) return;
  const rows = Object.entries(corpus.sources)
    .map(([name, { licence, repeat, train, val }]) => ({
      name,
      mixed: train.tokens * repeat,
      tokens: train.tokens,
      repeat,
      documents: train.documents,
      held: val.tokens,
      bits: run.held_out?.[name]?.bits_per_byte,
      licence,
    }))
    .filter(({ mixed }) => mixed > 0)
    .sort((a, b) => b.mixed - a.mixed);
  const total = rows.reduce((sum, { mixed }) => sum + mixed, 0);
  const seen = run.steps.at(-1)?.tokens ?? 0;
  return (
    <Bars
      title={data.title}
      hint={fill(data.hint, { total: count(total), share: percent(seen / total) })}
      category={data.source}
      asTable={words.as_table}
      download={words.csv}
      sideways
      rows={rows}
      series={[{ key: 'mixed', name: data.mixed, format: count }]}
      more={[
        { key: 'tokens', name: data.tokens, format: count },
        { key: 'repeat', name: data.repeat },
        { key: 'documents', name: data.documents, format: count },
        { key: 'held', name: data.held, format: count },
        ...(run.held_out ? [{ key: 'bits', name: data.bits, format: figure }] : []),
        { key: 'licence', name: data.licence },
      ]}
    />
  );
}
