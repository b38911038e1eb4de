import type { MessageActions } from './actions';
import type { ShownMessage } from './chat-state';
import { Message } from './message';
import { useWords } from './words';

/**
 * What has been said. Messages out of sight are in the document, where a screen reader and the browser's search find
 * them, and cost neither layout nor paint.
 */
export function Log({
  messages,
  resting,
  actions,
}: {
  messages: ShownMessage[];
  /** Whether the newest question and answer can be changed now. */
  resting: boolean;
  actions: MessageActions;
}) {
  const { log } = useWords();
  const newestOf = (role: ShownMessage['role']) => messages.findLastIndex((message) => message.role === role);
  const newest = resting ? [newestOf('user'), newestOf('assistant')] : [];
  return (
    <section aria-label={log.label} className="flex flex-col gap-7 py-6">
      {messages.map((message, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: messages are only ever added at the end.
        <div key={i} data-message className="skips-unseen">
          <Message message={message} newest={newest.includes(i)} actions={actions} />
        </div>
      ))}
    </section>
  );
}
