'use client';

import { useState } from 'react';
import { Behind } from '@/app/_ui/chart';
import { Icon } from '@/app/_ui/icons';
import { useWords } from '@/app/_ui/words';
import { fill } from '@/lib/i18n/fill';
import { tokensWords } from '@/lib/i18n/lab/tokens';
import { MAX_TEXT } from '@/lib/lab/token-limits';
import type { Comparison, Tokenized } from '@/lib/lab/tokens';
import { Chips, hex } from './chips';
import { EXAMPLES, type Example } from './examples';
import { useAsked } from './use-asked';

/** A text, and what it is to our tokenizer and to GPT-2's. */
export function Tokens({ first }: { first: Comparison }) {
  const words = useWords(tokensWords);
  const [text, setText] = useState<string>(EXAMPLES.bank);
  const { answer, error, busy } = useAsked('POST', '/api/lab/tokens', JSON.stringify({ text }), first);
  return (
    <section aria-label={words.text} className="flex flex-col gap-4">
      <div>
        <label className="block">
          <span className="font-semibold">{words.text}</span>
          <textarea
            className="field mt-1 min-h-28"
            value={text}
            maxLength={MAX_TEXT}
            onChange={(event) => setText(event.target.value)}
          />
        </label>
        <p className="text-right text-xs text-soft tabular-nums">
          {fill(words.length, { length: text.length, max: MAX_TEXT })}
        </p>
        <fieldset className="flex flex-wrap gap-2">
          <legend className="sr-only">{words.examples}</legend>
          {(Object.keys(EXAMPLES) as Example[]).map((example) => (
            <button
              key={example}
              type="button"
              className="button"
              onClick={() => setText(EXAMPLES[example])}
              aria-pressed={text === EXAMPLES[example]}
            >
              {words.example[example]}
            </button>
          ))}
        </fieldset>
      </div>
      {error && (
        <p role="alert" className="card border-danger bg-danger-tint p-3 text-danger">
          {error}
        </p>
      )}
      {answer && <Compared comparison={answer} busy={busy} />}
    </section>
  );
}

function Compared({ comparison, busy }: { comparison: Comparison; busy: boolean }) {
  const words = useWords(tokensWords);
  const { characters, bytes, ours, gpt2 } = comparison;
  if (characters === 0) return <p className="card px-4 py-12 text-center text-soft">{words.empty}</p>;
  return (
    <div aria-busy={busy}>
      <p className="text-sm text-soft tabular-nums">
        {fill(words.summary, { characters, bytes })} ·{' '}
        {fill(words.ratio, { ratio: (gpt2.tokens.length / ours.tokens.length).toFixed(2) })}
      </p>
      <div className="mt-2 grid gap-4 lg:grid-cols-2">
        <Side name={words.ours} tokenized={ours} of={comparison} />
        <Side name={words.gpt2} tokenized={gpt2} of={comparison} />
      </div>
      <p className="mt-2 text-sm text-soft">{words.legend}</p>
    </div>
  );
}

function Side({ name, tokenized, of }: { name: string; tokenized: Tokenized; of: Comparison }) {
  const words = useWords(tokensWords);
  const { tokens, exact } = tokenized;
  const label = fill(words.tokens_of, { name });
  const figures = [
    [words.count, String(tokens.length)],
    [words.per_character, (tokens.length / of.characters).toFixed(2)],
    [words.per_token, (of.characters / tokens.length).toFixed(2)],
    [words.bytes_per_token, (of.bytes / tokens.length).toFixed(2)],
  ];
  return (
    <section aria-label={name} className="card min-w-0 p-4">
      <h2 className="font-semibold">{name}</h2>
      <dl className="mt-1 mb-3 grid grid-cols-2 gap-x-4 sm:grid-cols-4">
        {figures.map(([what, value]) => (
          <div key={what} className="flex flex-col">
            <dt className="text-xs text-soft">{what}</dt>
            <dd className="text-lg font-bold tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      <Chips tokens={tokens} label={label} />
      <Exact exact={exact} yes={words.exact} no={words.not_exact} />
      <Behind
        label={label}
        asTable={words.as_table}
        download={words.csv}
        category={words.order}
        series={[
          { key: 'id', name: words.id },
          { key: 'bytes', name: words.bytes },
          { key: 'reads', name: words.reads },
        ]}
        rows={tokens.map((token, i) => ({
          name: String(i + 1),
          id: token.id,
          bytes: hex(token.bytes),
          reads: token.text ?? (token.within && fill(words.part_of, { character: token.within })),
        }))}
      />
    </section>
  );
}

/** Whether nothing was lost on the way to ids and back. */
export function Exact({ exact, yes, no }: { exact: boolean; yes: string; no: string }) {
  return (
    <p className={`mt-3 flex items-center gap-1.5 text-sm ${exact ? 'text-accent' : 'text-danger'}`}>
      <Icon name={exact ? 'check' : 'warning'} className="size-4 shrink-0" />
      {exact ? yes : no}
    </p>
  );
}
