import { useId, useState } from 'react';
import { Sources } from '@/app/(customer)/sources';
import type { Suggestion } from '@/lib/answer/suggest';
import { MAX_QUESTION_CHARACTERS } from '@/lib/answer/text';
import { fill } from '@/lib/i18n/fill';
import { assistantWords } from '@/lib/i18n/staff/assistant';
import { shellWords } from '@/lib/i18n/staff/shell';
import { useWords } from '../../../words';
import { CopyDraft } from './copy';
import { CheckedLines } from './lines';
import { SendDraft } from './send';
import { useCheck } from './use-check';

/** A draft to be finished. It leaves by copying or sending once it was checked, and what failed was confirmed. */
export function DraftEditor({
  draft: { text, citations },
  onDraft,
  mayReply,
}: {
  draft: Suggestion;
  onDraft: (draft: Suggestion) => void;
  mayReply: boolean;
}) {
  const words = useWords(assistantWords).draft;
  const { offline } = useWords(shellWords);
  const field = useId();
  const { check, again } = useCheck(text, citations, offline);
  /** The very text that the person vouches for. */
  const [confirmed, setConfirmed] = useState<string>();
  const unsupported =
    check?.state === 'checked' ? check.lines.filter(({ mark }) => mark === 'unsupported').length : 0;
  const ready = check?.state === 'checked' && (unsupported === 0 || confirmed === text);
  return (
    <>
      {citations.length === 0 && <p className="card bg-page px-4 py-3 text-sm">{words.nothing}</p>}
      <div className="flex flex-col gap-1">
        <label htmlFor={field} className="text-sm font-semibold">
          {words.text}
        </label>
        <textarea
          id={field}
          lang="ko"
          maxLength={MAX_QUESTION_CHARACTERS}
          value={text}
          onChange={(event) => onDraft({ text: event.target.value, citations })}
          aria-describedby={`${field}-hint`}
          className="field field-sizing-content max-h-96 min-h-32 resize-none leading-relaxed"
        />
        <p id={`${field}-hint`} className="text-xs text-soft">
          {words.text_hint}
        </p>
      </div>
      {check && <CheckedLines check={check} onRetry={again} />}
      {unsupported > 0 && (
        <label className="flex items-start gap-2 rounded-xl bg-danger-tint px-4 py-3 text-sm text-danger">
          <input
            type="checkbox"
            checked={confirmed === text}
            onChange={(event) => setConfirmed(event.target.checked ? text : undefined)}
            className="mt-1 size-4 shrink-0 accent-danger"
          />
          {fill(words.confirm, { count: unsupported })}
        </label>
      )}
      <div className="flex flex-wrap items-end gap-3">
        <CopyDraft text={text} disabled={!ready} />
        {mayReply && <SendDraft text={text} disabled={!ready} />}
      </div>
      {unsupported > 0 && !ready && <p className="text-sm text-soft">{words.confirm_first}</p>}
      {citations.length > 0 && <Sources citations={citations} />}
    </>
  );
}
