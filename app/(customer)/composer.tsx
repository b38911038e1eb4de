import { type FormEvent, type KeyboardEvent, useId } from 'react';
import { Icon } from '@/app/_ui/icons';
import { countCharacters, MAX_QUESTION_CHARACTERS } from '@/lib/answer/text';
import { fill } from '@/lib/i18n/fill';
import { VoiceInput } from './voice-input';
import { useWords } from './words';

/** The counter appears this close to the limit. */
const COUNT_FROM = MAX_QUESTION_CHARACTERS * 0.9;

interface ComposerProps {
  draft: string;
  onDraft: (draft: string) => void;
  onSend: () => void;
  onStop: () => void;
  answering: boolean;
  /** Whether a person reads it, and not the bot. */
  toPerson: boolean;
  /** What is wrong with the draft, from the server. */
  error?: string;
}

/** Where the question is typed. Enter sends, except the one that ends the composing of a syllable. */
export function Composer(props: ComposerProps) {
  const { draft, onDraft, onSend, onStop, answering, toPerson, error } = props;
  const { composer, handoff } = useWords();
  const help = useId();
  const count = countCharacters(draft);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!answering) onSend();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Safari ends the composition before its Enter arrives, and marks that Enter with key code 229 only.
    const composing = event.nativeEvent.isComposing || event.keyCode === 229;
    if (event.key === 'Enter' && !event.shiftKey && !composing) submit(event);
  };
  return (
    <form onSubmit={submit}>
      <div className="flex items-end gap-2 rounded-3xl border border-field bg-surface p-1.5 pl-4 focus-within:border-accent focus-within:ring-1 focus-within:ring-accent has-aria-invalid:border-danger has-aria-invalid:ring-danger">
        <textarea
          rows={1}
          value={draft}
          onChange={(event) => onDraft(event.target.value)}
          onKeyDown={onKeyDown}
          placeholder={toPerson ? handoff.placeholder : composer.placeholder}
          aria-label={composer.label}
          aria-describedby={help}
          aria-invalid={error !== undefined}
          enterKeyHint="send"
          className="field-sizing-content max-h-40 min-w-0 flex-1 resize-none self-center bg-transparent py-1.5 leading-relaxed outline-none placeholder:text-soft"
        />
        <VoiceInput onText={onDraft} />
        <SendOrStop answering={answering} disabled={draft.trim() === ''} onStop={onStop} />
      </div>
      <p id={help} className="flex min-h-0 justify-between gap-3 px-4 text-sm">
        {error ? (
          <span className="pt-1 text-danger">{error}</span>
        ) : (
          <span className="sr-only">{composer.hint}</span>
        )}
        {count >= COUNT_FROM && (
          <span
            className={`ml-auto pt-1 whitespace-nowrap tabular-nums ${count > MAX_QUESTION_CHARACTERS ? 'text-danger' : 'text-soft'}`}
          >
            {fill(composer.count, { count, limit: MAX_QUESTION_CHARACTERS })}
          </span>
        )}
      </p>
    </form>
  );
}

function SendOrStop({
  answering,
  disabled,
  onStop,
}: {
  answering: boolean;
  disabled: boolean;
  onStop: () => void;
}) {
  const { composer } = useWords();
  const shape = 'grid size-11 shrink-0 place-items-center rounded-full';
  // Two elements, by their keys: one that turned from stop to send within a click would send at its end.
  return answering ? (
    <button
      key="stop"
      type="button"
      onClick={onStop}
      aria-label={composer.stop}
      className={`${shape} bg-ink text-page`}
    >
      <Icon name="stop" />
    </button>
  ) : (
    <button
      key="send"
      type="submit"
      disabled={disabled}
      aria-label={composer.send}
      className={`${shape} bg-accent text-on-accent disabled:bg-line disabled:text-soft`}
    >
      <Icon name="send" />
    </button>
  );
}
