'use client';

import { useState } from 'react';
import { useWords } from '@/app/_ui/words';
import { fill } from '@/lib/i18n/fill';
import { tokensWords } from '@/lib/i18n/lab/tokens';
import type { VocabularyPage } from '@/lib/lab/tokens';
import { Chips } from './chips';
import { useAsked } from './use-asked';

/** The vocabulary's tokens that hold what is looked for. */
export function Vocabulary({ size }: { size: number }) {
  const { vocabulary } = useWords(tokensWords);
  const [part, setPart] = useState('은행');
  const query = new URLSearchParams({ part });
  const { answer, error } = useAsked<VocabularyPage>('GET', `/api/lab/tokens?${query}`, part);
  return (
    <section aria-labelledby="vocabulary" className="card p-4 sm:p-6">
      <h2 id="vocabulary" className="font-semibold">
        {vocabulary.title}
      </h2>
      <p className="text-sm text-soft">{fill(vocabulary.hint, { size: size.toLocaleString('en') })}</p>
      <label className="mt-3 block text-sm">
        <span className="text-soft">{vocabulary.part}</span>
        <input
          className="field mt-1"
          type="search"
          value={part}
          maxLength={100}
          onChange={(event) => setPart(event.target.value)}
        />
      </label>
      {error && <p className="mt-2 text-sm text-danger">{error}</p>}
      {answer && (
        <div className="mt-3">
          <p role="status" className="mb-2 text-sm text-soft tabular-nums">
            {answer.total === 0
              ? vocabulary.none
              : fill(vocabulary.found, { total: answer.total, shown: answer.tokens.length })}
          </p>
          <Chips tokens={answer.tokens} label={vocabulary.title} />
        </div>
      )}
    </section>
  );
}
