import { memo } from 'react';
import { Icon } from '@/app/_ui/icons';
import { fill } from '@/lib/i18n/fill';
import type { MessageActions } from './actions';
import { Answer } from './answer';
import type { ShownMessage } from './chat-state';
import { Question } from './question';
import { useWords } from './words';

/** One message, whoever it is from. @param newest whether it is the last question or answer, and all is at rest */
export const Message = memo(function Message({
  message,
  newest,
  actions,
}: {
  message: ShownMessage;
  newest: boolean;
  actions: MessageActions;
}) {
  switch (message.role) {
    case 'user':
      return <Question message={message} onEdit={newest ? actions.onEdit : undefined} />;
    case 'assistant':
      return <Answer message={message} newest={newest} actions={actions} />;
    case 'agent':
      return <AgentMessage message={message} />;
    case 'notice':
      return <Event message={message} />;
  }
});

/** What a person at the bank says: not to be taken for the AI's words. */
function AgentMessage({ message: { text, author } }: { message: ShownMessage }) {
  const { handoff } = useWords();
  return (
    <article aria-label={author ?? handoff.agent} className="flex gap-3">
      <span className="mt-0.5 grid size-7 shrink-0 place-items-center rounded-full bg-accent text-on-accent">
        <Icon name="person" className="size-4" />
      </span>
      <div className="min-w-0 flex-1">
        <p className="text-xs font-semibold text-accent">
          {author} {handoff.agent}
        </p>
        <p className="whitespace-pre-wrap" lang="ko">
          {text}
        </p>
      </div>
    </article>
  );
}

/** What happened to the conversation. */
function Event({ message: { text, author } }: { message: ShownMessage }) {
  const { handoff } = useWords();
  const told = handoff.notice[text as keyof typeof handoff.notice];
  return (
    <p className="text-center text-sm text-balance text-soft" data-testid="notice">
      {fill(told ?? '', { agent: author ?? '' })}
    </p>
  );
}
