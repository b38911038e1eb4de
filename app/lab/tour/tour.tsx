'use client';

import { useId } from 'react';
import { useWords } from '@/app/_ui/words';
import { fill } from '@/lib/i18n/fill';
import { tourWords } from '@/lib/i18n/lab/tour';
import { STOP_IDS, STOPS, type StopId } from '@/lib/lab/tour';
import { useSeen } from './use-seen';

/** The stops, and how many of them were seen. */
export function Tour() {
  const words = useWords(tourWords);
  const { seen, mark, clear } = useSeen();
  const label = useId();
  return (
    <>
      <div className="card sticky top-2 z-10 flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 print:hidden">
        <p id={label} aria-live="polite" className="text-sm font-semibold">
          {fill(words.progress, { total: STOP_IDS.length, done: seen.size })}
        </p>
        <progress
          aria-labelledby={label}
          value={seen.size}
          max={STOP_IDS.length}
          className="h-2 min-w-32 flex-1 accent-accent"
        />
        {seen.size > 0 && (
          <button type="button" onClick={clear} className="min-h-9 rounded-lg px-2 text-sm text-accent">
            {words.again}
          </button>
        )}
      </div>
      <ol className="grid gap-4 lg:grid-cols-2">
        {STOP_IDS.map((id, i) => (
          <Stop key={id} id={id} place={i + 1} seen={seen.has(id)} onSeen={(is) => mark(id, is)} />
        ))}
      </ol>
      {seen.size === STOP_IDS.length && (
        <p role="status" className="text-center text-lg font-semibold text-accent">
          {words.finished}
        </p>
      )}
    </>
  );
}

interface StopProps {
  id: StopId;
  place: number;
  seen: boolean;
  onSeen: (is: boolean) => void;
}

function Stop({ id, place, seen, onSeen }: StopProps) {
  const words = useWords(tourWords);
  const { title, steps, look } = words.stops[id];
  const heading = useId();
  return (
    <li className="min-w-0">
      <section aria-labelledby={heading} className="card flex h-full flex-col gap-3 p-4 sm:p-5">
        <div className="flex items-center gap-3">
          <span
            aria-hidden="true"
            className={`grid size-8 shrink-0 place-items-center rounded-full font-bold ${seen ? 'bg-accent text-on-accent' : 'bg-tint text-accent'}`}
          >
            {place}
          </span>
          <h2 id={heading} className="text-lg font-semibold">
            {title}
          </h2>
          <label className="ml-auto flex min-h-9 shrink-0 items-center gap-2 text-sm text-soft print:hidden">
            <input
              type="checkbox"
              checked={seen}
              onChange={(event) => onSeen(event.target.checked)}
              className="size-4 accent-accent"
            />
            {words.seen}
          </label>
        </div>
        <ol className="list-decimal pl-5">
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p className="text-soft">
          <strong className="font-semibold text-ink">{words.look}</strong> {look}
        </p>
        <p className="mt-auto flex flex-wrap gap-2 print:hidden">
          {STOPS[id].map(({ page, href }, i) => (
            <a
              key={href}
              href={href}
              target="_blank"
              rel="noopener"
              onClick={() => onSeen(true)}
              className={`button ${i === 0 ? 'button-primary' : ''}`}
            >
              {words.open[page]}
              <span className="sr-only">
                : {title} ({words.new_window})
              </span>
            </a>
          ))}
        </p>
      </section>
    </li>
  );
}
