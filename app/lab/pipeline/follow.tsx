'use client';

import { type FormEvent, useEffect, useId, useState } from 'react';
import { Choice } from '@/app/_ui/choice';
import { useWords } from '@/app/_ui/words';
import { fill } from '@/lib/i18n/fill';
import { pipelineWords } from '@/lib/i18n/lab/pipeline';
import { duration } from '../format';
import { Steps } from './steps';
import { useFollow } from './use-follow';

const TEMPERATURES = ['0', '0.3', '1.5'] as const;

/** A question in, the steps that it went through below. The address remembers it. */
export function Follow({ asked }: { asked?: string }) {
  const words = useWords(pipelineWords);
  const [text, setText] = useState(asked ?? '');
  const [temperature, setTemperature] = useState<(typeof TEMPERATURES)[number]>('0');
  const { followed, busy, problem, follow } = useFollow();
  const box = useId();
  const wrong = useId();
  useEffect(() => {
    if (asked) void follow(asked);
  }, [asked, follow]);
  const run = (question: string) => {
    setText(question);
    window.history.replaceState(null, '', `?q=${encodeURIComponent(question)}`);
    void follow(question, Number(temperature));
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(text);
  };
  return (
    <>
      <form onSubmit={submit} className="card flex flex-col gap-3 p-4 print:hidden">
        <label htmlFor={box} className="font-semibold">
          {words.question}
        </label>
        <div className="flex flex-wrap gap-2">
          <input
            id={box}
            value={text}
            onChange={(event) => setText(event.target.value)}
            aria-invalid={problem !== undefined}
            aria-describedby={problem ? wrong : undefined}
            className="field min-w-48 flex-1"
            lang="ko"
          />
          <button type="submit" disabled={busy || text.trim() === ''} className="button button-primary">
            {busy ? words.following : words.follow}
          </button>
        </div>
        {problem && (
          <p id={wrong} role="alert" className="text-sm text-danger">
            {problem}
          </p>
        )}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
          <span className="text-soft">{words.temperature}</span>
          <Choice
            options={TEMPERATURES.map((value) => ({ value, label: words.temperatures[value] }))}
            chosen={temperature}
            onChoose={setTemperature}
            className="flex flex-wrap"
          />
        </div>
        <ul aria-label={words.examples} lang="ko" className="flex flex-wrap gap-2">
          {words.example.map((example) => (
            <li key={example} className="min-w-0">
              <button
                type="button"
                onClick={() => run(example)}
                className="min-h-9 rounded-xl bg-tint px-3 py-1 text-left text-sm text-accent hover:underline"
              >
                {example}
              </button>
            </li>
          ))}
        </ul>
      </form>
      <p aria-live="polite" className={followed ? 'text-soft' : 'sr-only'}>
        {busy && words.following}
        {followed && fill(words.done, { ms: duration(followed.ms) })}
      </p>
      {followed ? (
        <Steps followed={followed} />
      ) : (
        <p className="card px-4 py-16 text-center text-soft" aria-busy={busy}>
          {busy ? words.following : words.empty}
        </p>
      )}
    </>
  );
}
