import { useId, useRef, useState } from 'react';
import { Icon } from '@/app/_ui/icons';
import type { Citation } from '@/lib/answer/citation';
import { fill } from '@/lib/i18n';
import { useWords } from './words';

/** What an answer rests on, always in sight: one tap leads to the whole entry. */
export function Sources({ citations }: { citations: Citation[] }) {
  const { log } = useWords();
  const title = useId();
  const [shown, setShown] = useState<Citation>();
  return (
    <section aria-labelledby={title} className="mt-3">
      <h3 id={title} className="text-xs font-semibold text-soft">
        {log.sources}
      </h3>
      <ul className="mt-1 flex flex-col gap-1.5">
        {citations.map((citation) => (
          <li key={citation.id}>
            <button
              type="button"
              onClick={() => setShown(citation)}
              lang="ko"
              className="flex min-h-11 w-full items-center gap-2 rounded-xl border border-line bg-surface px-3 py-2 text-left text-sm leading-snug hover:border-accent"
            >
              <Icon name="document" className="size-4 shrink-0 text-accent" />
              <span className="min-w-0 flex-1">{citation.question}</span>
              <span className="shrink-0 text-xs text-soft tabular-nums">
                {fill(log.effective, { date: citation.effective_date })}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {shown && <EntrySheet citation={shown} onClose={() => setShown(undefined)} />}
    </section>
  );
}

function EntrySheet({ citation, onClose }: { citation: Citation; onClose: () => void }) {
  const { log } = useWords();
  const title = useId();
  const open = useRef<HTMLDialogElement>(null);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the browser closes a dialog by Escape itself.
    <dialog
      ref={(dialog) => {
        open.current = dialog;
        if (dialog && !dialog.open) dialog.showModal();
      }}
      onClose={onClose}
      onClick={(event) => event.target === open.current && open.current?.close()}
      aria-labelledby={title}
      className="sheet"
    >
      <header className="flex items-start justify-between gap-2 border-b border-line py-2 pr-2 pl-5">
        <h2 id={title} className="py-2 text-lg leading-snug font-bold" lang="ko">
          {citation.question}
        </h2>
        <button
          type="button"
          onClick={() => open.current?.close()}
          aria-label={log.close}
          className="grid size-11 shrink-0 place-items-center rounded-xl text-soft hover:bg-tint hover:text-ink"
        >
          <Icon name="close" />
        </button>
      </header>
      <div className="overflow-y-auto px-5 pt-4 pb-8" lang="ko">
        <p className="whitespace-pre-wrap">{citation.answer}</p>
        <p className="mt-5 text-sm text-soft">
          {fill(log.source_of, { source: citation.source })}
          <br />
          {fill(log.effective, { date: citation.effective_date })}
        </p>
      </div>
    </dialog>
  );
}
