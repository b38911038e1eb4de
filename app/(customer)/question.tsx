import { type FormEvent, type KeyboardEvent, useId, useState } from 'react';
import { Icon } from '@/app/_ui/icons';
import { MAX_QUESTION_CHARACTERS } from '@/lib/answer/text';
import { fill } from '@/lib/i18n/fill';
import type { ShownMessage } from './chat-state';
import { useWords } from './words';

/** What the customer asked, as the bank keeps it. @param onEdit given to the last question alone */
export function Question({ message, onEdit }: { message: ShownMessage; onEdit?: (text: string) => void }) {
  const { log } = useWords();
  const [editing, setEditing] = useState(false);
  if (editing && onEdit) {
    const close = () => setEditing(false);
    return <EditForm text={message.text} onSend={onEdit} onClose={close} />;
  }
  return (
    <article aria-label={log.you} className="flex flex-col items-end gap-1">
      <p className="max-w-[85%] rounded-2xl rounded-br-md bg-tint px-4 py-2.5 whitespace-pre-wrap" lang="ko">
        {message.text}
      </p>
      <Masked kinds={message.masked ?? []} />
      {onEdit && (
        <button
          type="button"
          onClick={() => setEditing(true)}
          className="-mr-2 flex h-9 items-center gap-1.5 rounded-lg px-2 text-sm text-soft hover:bg-tint hover:text-ink"
        >
          <Icon name="edit" className="size-4" />
          {log.edit}
        </button>
      )}
    </article>
  );
}

/** What was masked, and why. */
function Masked({ kinds }: { kinds: string[] }) {
  const { log, personal_data } = useWords();
  if (kinds.length === 0) return null;
  const named = kinds.map((kind) => personal_data[kind] ?? kind).join(', ');
  return (
    <p className="max-w-[85%] text-right text-xs text-soft">
      <Icon name="shield" className="mr-1 inline size-3.5 align-[-2px] text-accent" />
      {fill(log.masked, { kinds: named })}
      <br />
      {log.masked_why}
    </p>
  );
}

function EditForm({
  text,
  onSend,
  onClose,
}: {
  text: string;
  onSend: (text: string) => void;
  onClose: () => void;
}) {
  const { log } = useWords();
  const [draft, setDraft] = useState(text);
  const box = useId();
  const sendable = draft.trim() !== '' && draft.length <= 2 * MAX_QUESTION_CHARACTERS;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!sendable) return;
    onClose();
    onSend(draft);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const composing = event.nativeEvent.isComposing || event.keyCode === 229;
    if (event.key === 'Escape' && !composing) onClose();
    if (event.key === 'Enter' && !event.shiftKey && !composing) submit(event);
  };
  return (
    <form onSubmit={submit} className="ml-auto flex w-full max-w-[85%] flex-col gap-2">
      <label htmlFor={box} className="sr-only">
        {log.edit_last}
      </label>
      <textarea
        id={box}
        // biome-ignore lint/a11y/noAutofocus: the person has just asked to edit this.
        autoFocus
        lang="ko"
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={onKeyDown}
        className="field field-sizing-content max-h-48 resize-none leading-relaxed"
      />
      <span className="flex justify-end gap-2">
        <button type="button" onClick={onClose} className="button">
          {log.edit_cancel}
        </button>
        <button type="submit" disabled={!sendable} className="button button-primary">
          {log.edit_send}
        </button>
      </span>
    </form>
  );
}
