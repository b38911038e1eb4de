import { Icon, Mark } from '@/app/_ui/icons';
import type { MessageActions } from './actions';
import { AnswerFooter } from './answer-footer';
import type { ShownMessage } from './chat-state';
import { EmergencyCard } from './emergency';
import { Sources } from './sources';
import { useWords } from './words';

/** An answer: what it says, what it rests on, and what can be done next. */
export function Answer({
  message,
  newest,
  actions,
}: {
  message: ShownMessage;
  newest: boolean;
  actions: MessageActions;
}) {
  const { header, log } = useWords();
  const streaming = message.status === 'streaming';
  const { options, citations, follow_ups, emergency } = message;
  return (
    <article aria-label={header.assistant} aria-busy={streaming} className="flex gap-3">
      <Mark className="mt-0.5 size-7 shrink-0" />
      <div className="min-w-0 flex-1">
        {emergency && <EmergencyCard kind={emergency} />}
        {message.text && (
          <p className="whitespace-pre-wrap" lang="ko">
            {message.text}
          </p>
        )}
        {options && options.length > 0 && (
          <Picks title={log.options} titled={false} questions={options} onPick={actions.onPick} />
        )}
        {citations && citations.length > 0 && <Sources citations={citations} />}
        {message.action === 'handoff' && newest && <PersonButton onClick={actions.onPerson} />}
        {streaming ? (
          <Progress begun={message.text !== ''} />
        ) : (
          <AnswerFooter message={message} newest={newest} actions={actions} />
        )}
        {newest && follow_ups && follow_ups.length > 0 && (
          <Picks title={log.follow_ups} titled questions={follow_ups} onPick={actions.onPick} />
        )}
      </div>
    </article>
  );
}

/** Questions to choose from: one tap asks one. */
function Picks({
  title,
  titled,
  questions,
  onPick,
}: {
  title: string;
  /** Whether the title is shown, or only told to screen readers. */
  titled: boolean;
  questions: string[];
  onPick: (question: string) => void;
}) {
  return (
    <div className="mt-3">
      {titled && (
        <p aria-hidden="true" className="mb-1.5 text-xs font-semibold text-soft">
          {title}
        </p>
      )}
      <ul aria-label={title} className="flex flex-col items-start gap-2">
        {questions.map((question) => (
          <li key={question}>
            <button
              type="button"
              lang="ko"
              onClick={() => onPick(question)}
              className="min-h-11 rounded-2xl border border-accent px-4 py-2 text-left text-sm leading-snug text-accent hover:bg-tint"
            >
              {question}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The way to a person. */
function PersonButton({ onClick }: { onClick: () => void }) {
  const { handoff } = useWords();
  return (
    <button
      type="button"
      onClick={onClick}
      className="mt-3 inline-flex min-h-11 items-center gap-2 rounded-2xl bg-accent px-4 py-2 text-sm font-semibold text-on-accent"
    >
      <Icon name="person" className="size-4" />
      {handoff.ask}
    </button>
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
