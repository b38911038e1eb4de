import { fill } from '@/lib/i18n';
import { entryWords } from '@/lib/i18n/staff/knowledge-entry';
import type { Entry } from '@/lib/knowledge/entry';
import { useWords } from '../../words';

/** An entry as customers see it under an answer that rests on it. */
export function CustomerCard({
  entry,
}: {
  entry: Pick<Entry, 'question' | 'answer' | 'source' | 'effective_date'>;
}) {
  const words = useWords(entryWords).entry;
  return (
    <article className="card p-5" lang="ko">
      <h3 className="text-lg leading-snug font-bold">{entry.question}</h3>
      <p className="mt-3 whitespace-pre-wrap">{entry.answer}</p>
      <p className="mt-4 text-sm text-soft">
        {entry.source && <span className="block">{fill(words.source_of, { source: entry.source })}</span>}
        {entry.effective_date && fill(words.effective, { date: entry.effective_date })}
      </p>
    </article>
  );
}
