import { type FormEvent, type KeyboardEvent, useEffect, useState } from 'react';
import type { Suggestion } from '@/lib/answer/suggest';
import type { CannedReply } from '@/lib/conversations/canned';
import { inboxWords } from '@/lib/i18n/staff/inbox';
import { shellWords } from '@/lib/i18n/staff/shell';
import { callApi, messageOf } from '../../api';
import { useWords } from '../../words';

/** Where an agent answers: by hand, from a suggested draft, or with a text that is sent often. */
export function Reply({
  address,
  typed,
  onTyped,
  onSend,
}: {
  address: string;
  /** What the box begins with, and who hears of every change of it. */
  typed: string;
  onTyped: (text: string) => void;
  /** Whether it was sent: what was not stays in the box. */
  onSend: (text: string) => Promise<boolean>;
}) {
  const words = useWords(inboxWords);
  const shell = useWords(shellWords);
  const [draft, setDraft] = useState(typed);
  const [suggestion, setSuggestion] = useState<Suggestion>();
  const [busy, setBusy] = useState<'send' | 'suggest'>();
  const [told, setTold] = useState<string>();

  useEffect(() => {
    onTyped(draft);
  }, [draft, onTyped]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (draft.trim() === '' || busy) return;
    setBusy('send');
    if (await onSend(draft)) {
      setDraft('');
      setSuggestion(undefined);
    }
    setBusy(undefined);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const composing = event.nativeEvent.isComposing || event.keyCode === 229;
    if (event.key === 'Enter' && !event.shiftKey && !composing) submit(event);
  };
  const suggest = async () => {
    setBusy('suggest');
    setTold(undefined);
    try {
      const made = await callApi<Suggestion>('POST', `${address}/suggestion`);
      if (made.text === '') setTold(words.no_suggestion);
      else setDraft((typed) => (typed.trim() ? `${typed}\n${made.text}` : made.text));
      setSuggestion(made.text === '' ? undefined : made);
    } catch (thrown) {
      setTold(messageOf(thrown, shell.offline));
    }
    setBusy(undefined);
  };
  return (
    <form
      onSubmit={submit}
      className="flex flex-col gap-2 border-t border-line bg-surface p-3 max-lg:sticky max-lg:bottom-0"
    >
      <textarea
        rows={3}
        lang="ko"
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={onKeyDown}
        aria-label={words.reply}
        placeholder={words.placeholder}
        className="field field-sizing-content max-h-32 lg:max-h-60 resize-none leading-relaxed"
      />
      <p role="status" className="text-sm text-soft empty:hidden">
        {told}
      </p>
      {suggestion && (
        <p className="text-xs text-soft" lang="ko">
          {words.suggestion_sources}: {suggestion.citations.map(({ question }) => question).join(' · ')}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2">
        <button type="button" onClick={suggest} disabled={busy !== undefined} className="button">
          {busy === 'suggest' ? words.suggesting : words.suggest}
        </button>
        <CannedReplies onPick={(text) => setDraft((typed) => (typed.trim() ? `${typed}\n${text}` : text))} />
        <button
          type="submit"
          disabled={draft.trim() === '' || busy !== undefined}
          className="button button-primary ml-auto"
        >
          {words.send}
        </button>
      </div>
    </form>
  );
}

function CannedReplies({ onPick }: { onPick: (text: string) => void }) {
  const words = useWords(inboxWords);
  const [replies, setReplies] = useState<CannedReply[]>([]);
  useEffect(() => {
    // Without them one types.
    callApi<CannedReply[]>('GET', '/api/staff/canned-replies').then(setReplies, () => {});
  }, []);
  return (
    <select
      value=""
      onChange={(event) => {
        const reply = replies.find(({ id }) => id === event.target.value);
        if (reply) onPick(reply.text);
      }}
      aria-label={words.canned}
      className="field w-auto"
    >
      <option value="">{words.canned}</option>
      {replies.map(({ id, title }) => (
        <option key={id} value={id}>
          {title}
        </option>
      ))}
    </select>
  );
}
