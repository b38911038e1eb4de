import { diffArrays, diffWords } from 'diff';
import type { ReactNode } from 'react';
import { fill } from '@/lib/i18n';
import { entryWords } from '@/lib/i18n/staff/knowledge-entry';
import { useWords } from '../../../words';

/** Without it each Korean syllable would count as a word. */
const intlSegmenter = new Intl.Segmenter('ko', { granularity: 'word' });

/** A text with the words that were added and taken away, each marked by more than its colour. */
export function WordsDiff({ before, after }: { before: string; after: string }) {
  return (
    <p className="whitespace-pre-wrap">
      {diffWords(before, after, { intlSegmenter }).map(({ value, added, removed }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other name than their place.
        <Part key={i} added={added} removed={removed}>
          {value}
        </Part>
      ))}
    </p>
  );
}

/** The lines of a list that were added and taken away. */
export function LinesDiff({ before, after }: { before: readonly string[]; after: readonly string[] }) {
  const { compare } = useWords(entryWords);
  const lines = diffArrays([...before], [...after]).flatMap(({ value, added, removed }) => {
    if (added || removed) return value.map((text) => ({ text, added, removed }));
    return [{ text: `… ${fill(compare.more_lines, { count: value.length })}`, added, removed }];
  });
  return (
    <ul>
      {lines.map(({ text, added, removed }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: as above.
        <li key={i} className="text-soft">
          <Part added={added} removed={removed}>
            {text}
          </Part>
        </li>
      ))}
    </ul>
  );
}

function Part({ added, removed, children }: { added?: boolean; removed?: boolean; children: ReactNode }) {
  const { compare } = useWords(entryWords);
  if (added) {
    return (
      <ins className="rounded bg-tint px-0.5 font-semibold text-accent no-underline">
        <span aria-hidden="true">+</span>
        <span className="sr-only">{compare.added}: </span>
        {children}
      </ins>
    );
  }
  if (removed) {
    return (
      <del className="rounded bg-danger-tint px-0.5 text-danger">
        <span aria-hidden="true">−</span>
        <span className="sr-only">{compare.removed}: </span>
        {children}
      </del>
    );
  }
  return children;
}
