import { AnswerFooter } from './answer-footer';
import type { ShownMessage } from './chat-state';
import { Mark } from './icons';
import { useWords } from './words';

/** `onRegenerate` is given to the newest answer alone. */
export function Message({ message, onRegenerate }: { message: ShownMessage; onRegenerate?: () => void }) {
  return message.role === 'user' ? (
    <Question text={message.text} />
  ) : (
    <Answer message={message} onRegenerate={onRegenerate} />
  );
}

function Question({ text }: { text: string }) {
  const { log } = useWords();
  return (
    <article aria-label={log.you} className="flex justify-end">
      <p className="max-w-[85%] rounded-2xl rounded-br-md bg-tint px-4 py-2.5 whitespace-pre-wrap" lang="ko">
        {text}
      </p>
    </article>
  );
}

function Answer({ message, onRegenerate }: { message: ShownMessage; onRegenerate?: () => void }) {
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
        {streaming ? (
          <Progress begun={message.text !== ''} />
        ) : (
          <AnswerFooter message={message} onRegenerate={onRegenerate} />
        )}
      </div>
    </article>
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
