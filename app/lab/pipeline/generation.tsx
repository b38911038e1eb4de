import { type KeyboardEvent, useRef, useState } from 'react';
import { useWords } from '@/app/_ui/words';
import { fill } from '@/lib/i18n/fill';
import { pipelineWords } from '@/lib/i18n/lab/pipeline';
import type { Written, WrittenToken } from '@/lib/lab/follow';
import { duration, percent } from '../format';
import { Scrolling } from '../scrolling';

/** All that the model read, its special tokens told from ordinary text. */
export function Prompt({ write: { prompt, usage } }: { write: Written }) {
  const { write: words, steps } = useWords(pipelineWords);
  // The pieces never change order: their places are their names.
  const pieces = prompt.map((piece, i) => ({ ...piece, key: `${i}` }));
  return (
    <>
      {usage && (
        <p className="mb-2 text-sm text-soft">{fill(words.prompt_tokens, { count: usage.prompt_tokens })}</p>
      )}
      <Scrolling label={steps.prompt} className="max-h-80 rounded-xl bg-page p-3">
        <pre lang="ko" className="font-mono text-sm whitespace-pre-wrap">
          {pieces.map(({ text, special, key }) =>
            special ? (
              <span key={key} className="rounded bg-tint font-semibold text-accent">
                {text}
              </span>
            ) : (
              text
            ),
          )}
        </pre>
      </Scrolling>
    </>
  );
}

/** How much of the warning colour stands behind a token: none for a sure one. */
const shade = (probability: number) =>
  `color-mix(in srgb, light-dark(#f0a050, #c4500a) ${Math.round(55 * (1 - probability))}%, transparent)`;

/** The tokens as they were drawn; one of them is picked, with what else could have stood in its place. */
export function Generation({ write: { tokens, usage, timings } }: { write: Written }) {
  const { write: words } = useWords(pipelineWords);
  const unsure = tokens.reduce(
    (least, token, i) => (token.probability < tokens[least].probability ? i : least),
    0,
  );
  const [picked, setPicked] = useState(unsure);
  const list = useRef<HTMLDivElement>(null);
  const here = Math.min(picked, tokens.length - 1);
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(tokens.length - 1, here + step));
    setPicked(next);
    list.current?.querySelectorAll('button')[next]?.focus();
  };
  const speed = timings && fill(words.first, { ms: duration(timings.queue_ms + timings.prefill_ms) });
  return (
    <>
      {usage && timings && (
        <p className="mb-2 text-sm text-soft tabular-nums">
          {fill(words.tokens, {
            count: usage.completion_tokens,
            speed: timings.tokens_per_second.toFixed(0),
          })}
          {' · '}
          {speed} · <span className="print:hidden">{words.keys}</span>
        </p>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be a form's. */}
      <div ref={list} role="group" aria-label={words.list} onKeyDown={move} lang="ko" className="leading-9">
        {tokens.map((token, i) => (
          <button
            // biome-ignore lint/suspicious/noArrayIndexKey: a token is named by its place.
            key={i}
            type="button"
            tabIndex={i === here ? 0 : -1}
            aria-pressed={i === here}
            onClick={() => setPicked(i)}
            style={{ backgroundColor: shade(token.probability) }}
            className={`mr-px rounded px-0.5 whitespace-pre-wrap ${i === here ? 'outline-2 outline-accent' : ''}`}
          >
            {token.text}
            <span className="sr-only"> {percent(token.probability, 0)}</span>
          </button>
        ))}
      </div>
      {tokens[here] && <Candidates token={tokens[here]} />}
    </>
  );
}

function Candidates({ token }: { token: WrittenToken }) {
  const { write: words } = useWords(pipelineWords);
  return (
    <div aria-live="polite" className="mt-3">
      <h3 className="text-sm font-semibold">
        {words.candidates} <span className="font-normal text-soft">“{token.text}”</span>
      </h3>
      <Scrolling label={words.candidates}>
        <table className="table tabular-nums">
          <thead>
            <tr>
              {[words.candidate, words.model, words.kept].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {token.top.map(({ text, probability, kept }) => (
              <tr key={text}>
                <td lang="ko" className={`whitespace-pre ${text === token.text ? 'font-bold' : ''}`}>
                  {text}
                </td>
                <td className="w-1/3 min-w-24">
                  {percent(probability)}
                  <span
                    aria-hidden="true"
                    className="block h-1 rounded bg-accent"
                    style={{ width: `${100 * probability}%` }}
                  />
                </td>
                <td className="w-1/3">{kept === null ? words.cut : percent(kept)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolling>
    </div>
  );
}
