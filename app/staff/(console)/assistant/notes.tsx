import Link from 'next/link';
import { useId } from 'react';
import { Icon } from '@/app/_ui/icons';
import type { StaffNote } from '@/lib/assistant/notes';
import { fill } from '@/lib/i18n/fill';
import { assistantWords } from '@/lib/i18n/staff/assistant';
import { useCustomerWords, useWords } from '../../words';

/** What staff alone may know, word for word. */
export function Notes({ notes }: { notes: StaffNote[] }) {
  const words = useWords(assistantWords);
  const title = useId();
  return (
    <section aria-labelledby={title} className="card min-w-0 border-dashed bg-page p-4">
      <h3 id={title} className="flex items-center gap-1.5 text-sm font-bold">
        <Icon name="shield" className="size-4" />
        {words.notes}
      </h3>
      {notes.length === 0 ? (
        <p className="mt-2 text-sm text-soft">{words.no_notes}</p>
      ) : (
        <>
          <p className="text-xs text-soft">{words.notes_hint}</p>
          <ul className="mt-2 divide-y divide-line">
            {notes.map((note) => (
              <Note key={note.id} note={note} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Note({ note: { id, version, question, note, effective_date, cited } }: { note: StaffNote }) {
  const words = useWords(assistantWords);
  const { log } = useCustomerWords();
  return (
    <li lang="ko" className="py-2.5 text-sm first:pt-0 last:pb-0">
      <p className="whitespace-pre-wrap">{note}</p>
      <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-soft">
        <span className={cited ? 'badge' : 'badge bg-surface text-soft'}>
          {cited ? words.cited : words.near}
        </span>
        <Link
          href={`/staff/knowledge/${id}`}
          aria-label={fill(words.open_entry, { question })}
          className="py-1 underline underline-offset-2 hover:text-accent"
        >
          {question}
        </Link>
        <span className="tabular-nums">
          {id} · {fill(words.version, { version })} · {fill(log.effective, { date: effective_date })}
        </span>
      </p>
    </li>
  );
}
