'use client';

import { useEffect, useState } from 'react';
import { Behind } from '@/app/_ui/chart';
import { useWords } from '@/app/_ui/words';
import { fill } from '@/lib/i18n/fill';
import { trainingWords } from '@/lib/i18n/lab/training';
import { perplexity } from '@/lib/lab/training/facts';
import type { Evaluation } from '@/lib/lab/training/record';
import type { Run } from '@/lib/lab/training/runs';
import { count, figure } from './format';

/** How long each text stands while they are played. */
const EACH_MS = 1_500;

/** What the model wrote as it learned: one prompt, and a slider from untrained to the end. */
export function Samples({ run }: { run: Run }) {
  const words = useWords(trainingWords);
  const { samples: said } = words;
  const written = run.evaluations.filter(({ samples }) => samples.length > 0);
  const [at, setAt] = useState(0);
  const [prompt, setPrompt] = useState(0);
  const [playing, setPlaying] = useState(false);
  const last = written.length - 1;
  useEffect(() => {
    if (!playing) return;
    const timer = setTimeout(() => {
      if (at < last) setAt(at + 1);
      else setPlaying(false);
    }, EACH_MS);
    return () => clearTimeout(timer);
  }, [playing, at, last]);
  if (written.length === 0) return;
  const here = written[Math.min(at, last)];
  const prompts = here.samples.map((sample) => sample.prompt.trim() || '↵');
  const tuning = run.kind === 'tuning';
  const play = () => {
    if (!playing && at >= last) setAt(0);
    setPlaying(!playing);
  };
  return (
    <section aria-labelledby="samples" className="card p-4 sm:p-6">
      <h2 id="samples" className="text-lg font-bold">
        {said.title}
      </h2>
      <p className="text-sm text-soft">{tuning ? said.hint_tuning : said.hint}</p>
      <label className="mt-3 block text-sm">
        <span className="text-soft">{tuning ? said.question : said.prompt}</span>
        <select
          className="field mt-1"
          value={prompt}
          onChange={(event) => setPrompt(Number(event.target.value))}
        >
          {prompts.map((name, i) => (
            <option key={name} value={i}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <Written {...here.samples[prompt]} tuning={tuning} />
      <div className="mt-3 flex items-center gap-3">
        <button type="button" className="button button-primary shrink-0" onClick={play}>
          <PlayIcon playing={playing} />
          {playing ? said.pause : said.play}
        </button>
        <input
          type="range"
          aria-label={said.slider}
          aria-valuetext={placeOf(here, said, tuning)}
          min={0}
          max={last}
          value={Math.min(at, last)}
          onChange={(event) => {
            setPlaying(false);
            setAt(Number(event.target.value));
          }}
          className="min-w-0 flex-1"
        />
      </div>
      <p className="mt-2 text-sm text-soft tabular-nums" data-testid="sample-place">
        {placeOf(here, said, tuning)}
      </p>
      <Behind
        label={`${said.title}: ${prompts[prompt]}`}
        asTable={words.as_table}
        download={words.csv}
        category={said.step}
        series={[
          { key: 'loss', name: said.loss, format: figure },
          { key: 'text', name: said.text },
        ]}
        rows={written.map(({ step, val_loss, samples }) => ({
          name: String(step),
          loss: val_loss,
          text: samples[prompt]?.text,
        }))}
      />
    </section>
  );
}

/** The prompt and what was written after it; nothing moves when texts of other lengths come. */
function Written({ prompt, text, tuning }: { prompt: string; text: string; tuning: boolean }) {
  const { nothing } = useWords(trainingWords).samples;
  return (
    <p
      data-testid="sample"
      className="mt-3 min-h-72 rounded-xl bg-page p-4 sm:min-h-40 leading-relaxed whitespace-pre-wrap"
    >
      {!tuning && <span className="text-soft">{prompt}</span>}
      {text.trim() ? (
        <strong className="font-medium">{text}</strong>
      ) : (
        <em className="text-soft"> {nothing}</em>
      )}
    </p>
  );
}

function PlayIcon({ playing }: { playing: boolean }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 24 24" className="size-4" fill="currentColor">
      <path d={playing ? 'M7 5h4v14H7zM13 5h4v14h-4z' : 'M7 4l13 8-13 8z'} />
    </svg>
  );
}

function placeOf(
  { step, tokens, val_loss }: Evaluation,
  { at, untrained, untuned }: (typeof trainingWords)['ko']['samples'],
  tuning: boolean,
): string {
  const text = fill(at, {
    step: count(step),
    tokens: count(tokens ?? 0),
    loss: val_loss === undefined ? '–' : figure(val_loss),
    perplexity: val_loss === undefined ? '–' : figure(perplexity(val_loss)),
  });
  return step === 0 ? `${text} (${tuning ? untuned : untrained})` : text;
}
