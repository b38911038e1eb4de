'use client';

import { Bars } from '@/app/_ui/chart';
import { useWords } from '@/app/_ui/words';
import { tokensWords } from '@/lib/i18n/lab/tokens';
import { EXAMPLES, type Example } from './examples';

/** The examples by the number of tokens that each tokenizer needs. */
export function Sentences({ counts }: { counts: { example: Example; ours: number; gpt2: number }[] }) {
  const words = useWords(tokensWords);
  return (
    <Bars
      title={words.sentences.title}
      hint={words.sentences.hint}
      category={words.sentences.sentence}
      asTable={words.as_table}
      download={words.csv}
      sideways
      apart
      rows={counts.map(({ example, ours, gpt2 }) => ({
        name: words.example[example],
        ours,
        gpt2,
        text: EXAMPLES[example],
      }))}
      series={[
        { key: 'ours', name: words.ours },
        { key: 'gpt2', name: words.gpt2 },
      ]}
      more={[{ key: 'text', name: words.text }]}
    />
  );
}
