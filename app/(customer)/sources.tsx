import { useId, useState } from 'react';
import { Icon } from '@/app/_ui/icons';
import { Sheet } from '@/app/_ui/sheet';
import type { Citation } from '@/lib/answer/citation';
import { fill } from '@/lib/i18n/fill';
import { useWords } from './words';

/** What an answer rests on, always in sight: one tap leads to the whole entry. */
export function Sources({ citations }: { citations: Citation[] }) {
  const { log } = useWords();
  const title = useId();
  const [shown, setShown] = useState<Citation>();
  return (
    <div className="mt-3">
      <p id={title} className="text-xs font-semibold text-soft">
        {log.sources}
      </p>
      <ul aria-labelledby={title} className="mt-1 flex flex-col gap-1.5">
        {citations.map((citation) => (
          <li key={citation.id}>
            <button
              type="button"
              onClick={() => setShown(citation)}
              lang="ko"
              className="flex min-h-11 w-full items-center gap-2 rounded-xl border border-line bg-surface px-3 py-2 text-left text-sm leading-snug hover:border-accent"
            >
              <Icon name="document" className="size-4 shrink-0 text-accent" />
              <span className="flex min-w-0 flex-1 flex-col sm:flex-row sm:items-center">
                <span className="flex-1">{citation.question}</span>
                <span className="shrink-0 text-xs text-soft tabular-nums">
                  {fill(log.effective, { date: citation.effective_date })}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {shown && <EntrySheet citation={shown} onClose={() => setShown(undefined)} />}
    </div>
  );
}

function EntrySheet({ citation, onClose }: { citation: Citation; onClose: () => void }) {
  const { log } = useWords();
  return (
    <Sheet title={citation.question} close={log.close} onClose={onClose} lang="ko">
      <p className="whitespace-pre-wrap">{citation.answer}</p>
      <p className="mt-5 text-sm text-soft">
        {fill(log.source_of, { source: citation.source })}
        <br />
        {fill(log.effective, { date: citation.effective_date })}
      </p>
    </Sheet>
  );
}
