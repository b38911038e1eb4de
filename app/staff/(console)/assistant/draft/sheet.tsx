import { useCallback, useEffect, useId, useState } from 'react';
import { Choice } from '@/app/_ui/choice';
import { Sheet } from '@/app/_ui/sheet';
import type { Suggestion } from '@/lib/answer/suggest';
import { MAX_QUESTION_CHARACTERS } from '@/lib/answer/text';
import type { Tone } from '@/lib/assistant/draft';
import { assistantWords } from '@/lib/i18n/staff/assistant';
import { shellWords } from '@/lib/i18n/staff/shell';
import { callApi, messageOf } from '../../../api';
import { useWords } from '../../../words';
import { DraftEditor } from './editor';

/** What a draft is made from: an answer of the assistant, or what a customer wrote. */
export type DraftSource = { type: 'answer'; message_id: string } | { type: 'question' };

/** Where a reply to a customer is drafted, checked, copied and sent. */
export function DraftSheet({
  source,
  mayReply,
  onClose,
}: {
  source: DraftSource;
  mayReply: boolean;
  onClose: () => void;
}) {
  const words = useWords(assistantWords).draft;
  const shell = useWords(shellWords);
  const [question, setQuestion] = useState('');
  const [tone, setTone] = useState<Tone>('polite');
  const [draft, setDraft] = useState<Suggestion>();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const tones = Object.entries(words.tones).map(([value, label]) => ({ value: value as Tone, label }));

  const make = useCallback(
    async (tone: Tone, from: { message_id: string } | { question: string }) => {
      setBusy(true);
      setProblem(undefined);
      try {
        setDraft(await callApi<Suggestion>('POST', '/api/staff/assistant/draft', { tone, ...from }));
      } catch (thrown) {
        setProblem(messageOf(thrown, shell.offline));
      }
      setBusy(false);
    },
    [shell.offline],
  );
  const answered = source.type === 'answer' ? source.message_id : undefined;
  useEffect(() => {
    if (answered) make('polite', { message_id: answered });
  }, [answered, make]);

  return (
    <Sheet title={words.title} close={shell.close} onClose={onClose} wide>
      <div className="flex flex-col gap-4">
        {!answered && <QuestionField question={question} onChange={setQuestion} />}
        <fieldset className="flex flex-wrap items-end gap-3">
          <legend className="mb-1 text-sm font-semibold">{words.tone}</legend>
          <Choice options={tones} chosen={tone} onChoose={setTone} className="grid grid-cols-3" />
          <button
            type="button"
            className="button button-primary"
            disabled={busy || (!answered && question.trim() === '')}
            onClick={() => make(tone, answered ? { message_id: answered } : { question })}
          >
            {busy ? words.making : words.make}
          </button>
        </fieldset>
        {problem && (
          <p role="alert" className="rounded-xl bg-danger-tint px-4 py-2 text-sm text-danger">
            {problem}
          </p>
        )}
        {draft && <DraftEditor draft={draft} onDraft={setDraft} mayReply={mayReply} />}
      </div>
    </Sheet>
  );
}

function QuestionField({ question, onChange }: { question: string; onChange: (text: string) => void }) {
  const words = useWords(assistantWords).draft;
  const field = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={field} className="text-sm font-semibold">
        {words.question}
      </label>
      <textarea
        id={field}
        lang="ko"
        rows={3}
        maxLength={MAX_QUESTION_CHARACTERS}
        value={question}
        onChange={(event) => onChange(event.target.value)}
        aria-describedby={`${field}-hint`}
        className="field field-sizing-content max-h-48 min-h-20 resize-none"
      />
      <p id={`${field}-hint`} className="text-xs text-soft">
        {words.question_hint}
      </p>
    </div>
  );
}
