import { Icon, Mark } from '@/app/_ui/icons';
import { fill } from '@/lib/i18n';
import { AnswerFooter } from './answer-footer';
import type { ShownMessage } from './chat-state';
import { Sources } from './sources';
import { useWords } from './words';

interface MessageProps {
  message: ShownMessage;
  /** Given to the newest answer alone. */
  onRegenerate?: () => void;
  /** Asks one of the questions that an answer offers. */
  onPick: (question: string) => void;
}

export function Message({ message, onRegenerate, onPick }: MessageProps) {
  return message.role === 'user' ? (
    <Question message={message} />
  ) : (
    <Answer message={message} onRegenerate={onRegenerate} onPick={onPick} />
  );
}

function Question({ message: { text, masked } }: { message: ShownMessage }) {
  const { log, personal_data } = useWords();
  return (
    <article aria-label={log.you} className="flex flex-col items-end gap-1">
      <p className="max-w-[85%] rounded-2xl rounded-br-md bg-tint px-4 py-2.5 whitespace-pre-wrap" lang="ko">
        {text}
      </p>
      {masked && masked.length > 0 && (
        <p className="text-xs text-soft">
          {fill(log.masked, { kinds: masked.map((kind) => personal_data[kind] ?? kind).join(', ') })}
        </p>
      )}
    </article>
  );
}

function Answer({ message, onRegenerate, onPick }: MessageProps) {
  const { header } = useWords();
  const streaming = message.status === 'streaming';
  return (
    <article aria-label={header.assistant} aria-busy={streaming} className="flex gap-3">
      <Mark className="mt-0.5 size-7 shrink-0" />
      <div className="min-w-0 flex-1">
        {message.text && (
          <p className="whitespace-pre-wrap" lang="ko">
            {message.text}
          </p>
        )}
        {message.options && message.options.length > 0 && (
          <Options options={message.options} onPick={onPick} />
        )}
        {message.citations && message.citations.length > 0 && <Sources citations={message.citations} />}
        {message.action === 'handoff' && <Person />}
        {streaming ? (
          <Progress begun={message.text !== ''} />
        ) : (
          <AnswerFooter message={message} onRegenerate={onRegenerate} />
        )}
      </div>
    </article>
  );
}

/** What may have been meant: one tap asks it. */
function Options({ options, onPick }: { options: string[]; onPick: (question: string) => void }) {
  const { log } = useWords();
  return (
    <ul aria-label={log.options} className="mt-3 flex flex-col items-start gap-2">
      {options.map((option) => (
        <li key={option}>
          <button
            type="button"
            lang="ko"
            onClick={() => onPick(option)}
            className="min-h-11 rounded-2xl border border-accent px-4 py-2 text-left text-sm leading-snug text-accent hover:bg-tint"
          >
            {option}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The way to a person. */
function Person() {
  const { log, notice } = useWords();
  return (
    <a
      href={`tel:${notice.phone}`}
      className="mt-3 inline-flex min-h-11 items-center gap-2 rounded-2xl bg-accent px-4 py-2 text-sm font-semibold text-on-accent"
    >
      <Icon name="phone" className="size-4" />
      {fill(log.call_person, { phone: notice.phone })}
    </a>
  );
}

function Progress({ begun }: { begun: boolean }) {
  const { log } = useWords();
  return (
    <p className="flex items-center gap-2 text-sm text-soft">
      <span aria-hidden="true" className="flex gap-1">
        {['0ms', '160ms', '320ms'].map((delay) => (
          <span
            key={delay}
            className="size-1.5 motion-safe:animate-pulse rounded-full bg-accent"
            style={{ animationDelay: delay }}
          />
        ))}
      </span>
      {begun ? log.writing : log.thinking}
    </p>
  );
}
