'use client';

import { useState } from 'react';
import { useWords } from '@/app/_ui/words';
import { fill } from '@/lib/i18n/fill';
import { tokensWords } from '@/lib/i18n/lab/tokens';
import type { Tokenized } from '@/lib/lab/tokens';
import { Chips } from './chips';
import { Exact } from './tokens';
import { useAsked } from './use-asked';

/** Ids as the text that they are. */
export function Decode({ size }: { size: number }) {
  const { decode, tokens_of, ours } = useWords(tokensWords);
  const [typed, setTyped] = useState('');
  const ids = typed.split(/[\s,]+/).filter((part) => part !== '');
  const wrong = ids.some((id) => !/^\d+$/.test(id) || Number(id) >= size);
  const body = wrong || ids.length === 0 ? undefined : JSON.stringify({ ids: ids.map(Number) });
  const { answer, error } = useAsked<Tokenized>('POST', '/api/lab/tokens', body);
  return (
    <section aria-labelledby="decode" className="card p-4 sm:p-6">
      <h2 id="decode" className="font-semibold">
        {decode.title}
      </h2>
      <p className="text-sm text-soft">{decode.hint}</p>
      <label className="mt-3 block text-sm">
        <span className="text-soft">{decode.ids}</span>
        <input
          className="field mt-1 tabular-nums"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          inputMode="numeric"
          autoComplete="off"
          aria-invalid={wrong}
          aria-describedby={wrong ? 'decode-wrong' : undefined}
        />
      </label>
      {wrong && (
        <p id="decode-wrong" className="text-sm text-danger">
          {fill(decode.invalid, { most: size - 1 })}
        </p>
      )}
      {error && <p className="mt-2 text-sm text-danger">{error}</p>}
      {body && answer && (
        <div className="mt-3">
          <p className="text-sm text-soft">{decode.result}</p>
          <output className="mb-3 block rounded-xl bg-page p-3 whitespace-pre-wrap">{answer.decoded}</output>
          <Chips tokens={answer.tokens} label={fill(tokens_of, { name: ours })} />
          <Exact exact={answer.exact} yes={decode.exact} no={decode.not_exact} />
        </div>
      )}
    </section>
  );
}
