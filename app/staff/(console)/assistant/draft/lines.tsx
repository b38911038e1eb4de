import { useId } from 'react';
import { Icon } from '@/app/_ui/icons';
import type { CheckedLine } from '@/lib/assistant/check';
import { fill } from '@/lib/i18n/fill';
import { assistantWords } from '@/lib/i18n/staff/assistant';
import { shellWords } from '@/lib/i18n/staff/shell';
import { useWords } from '../../../words';
import type { Check } from './use-check';

/** The facts check: each sentence with what it rests on, or what in it nothing bears out. */
export function CheckedLines({ check, onRetry }: { check: Check; onRetry: () => void }) {
  const words = useWords(assistantWords).draft;
  const { retry } = useWords(shellWords);
  const title = useId();
  return (
    <section aria-labelledby={title}>
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <h3 id={title} className="text-sm font-semibold">
          {words.check}
        </h3>
        <p role="status" className="text-xs text-soft">
          {check.state === 'checking' && words.checking}
          {check.state === 'checked' && summary(words.checked, check.lines)}
        </p>
      </div>
      {check.state === 'failed' && (
        <p role="alert" className="mt-1 flex flex-wrap items-center gap-2 text-sm text-danger">
          {check.message}
          <button type="button" className="button" onClick={onRetry}>
            {retry}
          </button>
        </p>
      )}
      {check.state === 'checked' && (
        <>
          {check.outdated.length > 0 && (
            <p className="mt-1 text-sm text-danger">
              {fill(words.outdated, { ids: check.outdated.map(({ id }) => id).join(', ') })}
            </p>
          )}
          <ul className="mt-1 divide-y divide-line">
            {check.lines.map((line, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a sentence may come twice.
              <Line key={i} line={line} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

const summary = (text: string, lines: readonly CheckedLine[]) =>
  fill(text, {
    count: lines.length,
    unsupported: lines.filter(({ mark }) => mark === 'unsupported').length,
  });

const LOOKS = {
  supported: { icon: 'check', badge: 'badge' },
  unsupported: { icon: 'warning', badge: 'badge bg-danger-tint text-danger' },
  courtesy: { icon: undefined, badge: 'badge bg-page text-soft' },
} as const;

function Line({ line }: { line: CheckedLine }) {
  const words = useWords(assistantWords);
  const { icon, badge } = LOOKS[line.mark];
  return (
    <li className="flex flex-col gap-x-3 gap-y-1 py-2 text-sm sm:flex-row sm:items-start">
      <span className="shrink-0 sm:w-24">
        <span className={`${badge} inline-flex items-center gap-1 leading-6`}>
          {icon && <Icon name={icon} className="size-3.5" />}
          {words.draft.marks[line.mark]}
        </span>
      </span>
      <span className="min-w-0 flex-1">
        <span lang="ko">{line.text}</span>{' '}
        {line.mark === 'supported' && (
          <span className="text-xs whitespace-nowrap text-soft tabular-nums">
            {line.citation.id} · {fill(words.version, { version: line.citation.version })}
          </span>
        )}
        {line.mark === 'unsupported' && (
          <span className="block text-xs text-danger">
            {words.draft.unsupported_spans}: <strong lang="ko">{line.spans.join(' / ')}</strong>
          </span>
        )}
      </span>
    </li>
  );
}
