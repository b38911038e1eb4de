import { useState } from 'react';
import { useWords } from '@/app/staff/words';
import type { CannedReply } from '@/lib/conversations/canned';
import { inboxWords } from '@/lib/i18n/staff/inbox';
import { shellWords } from '@/lib/i18n/staff/shell';

/** Writes a reply, or changes one. What was typed stays until it is saved or left. */
export function ReplyForm({
  reply,
  busy,
  onSave,
  onCancel,
}: {
  reply: CannedReply;
  busy: boolean;
  onSave: (given: Omit<CannedReply, 'id'>) => void;
  onCancel: () => void;
}) {
  const { replies: words } = useWords(inboxWords);
  const shell = useWords(shellWords);
  const [title, setTitle] = useState(reply.title);
  const [text, setText] = useState(reply.text);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSave({ title, text });
      }}
      className="card flex flex-col gap-3 p-4"
    >
      <label className="flex flex-col gap-1 text-sm text-soft">
        {words.name}
        <input
          // biome-ignore lint/a11y/noAutofocus: whoever opened the form wants to type into it.
          autoFocus
          required
          maxLength={40}
          lang="ko"
          value={title}
          onChange={(event) => setTitle(event.target.value)}
          className="field"
        />
      </label>
      <label className="flex flex-col gap-1 text-sm text-soft">
        {words.text}
        <textarea
          required
          maxLength={1000}
          rows={3}
          lang="ko"
          value={text}
          onChange={(event) => setText(event.target.value)}
          className="field field-sizing-content leading-relaxed"
        />
      </label>
      <div className="flex gap-2">
        <button type="submit" disabled={busy} className="button button-primary">
          {shell.save}
        </button>
        <button type="button" onClick={onCancel} className="button">
          {shell.cancel}
        </button>
      </div>
    </form>
  );
}
