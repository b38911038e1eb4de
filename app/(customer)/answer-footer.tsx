import { useState } from 'react';
import { Icon } from '@/app/_ui/icons';
import { fill } from '@/lib/i18n/fill';
import type { MessageActions } from './actions';
import type { ShownMessage } from './chat-state';
import { copyText } from './copy-text';
import { Feedback } from './feedback';
import { FOOTER_BUTTON } from './footer-button';
import { ReadAloud } from './read-aloud';
import { samplingSummary } from './sampling-summary';
import { useWords } from './words';

/** Under a finished answer: how it ended, what can be done with it, and how it was drawn. */
export function AnswerFooter({
  message,
  newest,
  actions,
}: {
  message: ShownMessage;
  newest: boolean;
  actions: MessageActions;
}) {
  const { log } = useWords();
  const ending = endingOf(message, log);
  return (
    <footer className="mt-1.5">
      {ending && <p className="text-sm text-soft">{ending}</p>}
      <div className="-ml-2 flex flex-wrap items-center">
        {newest && (
          <button type="button" className={FOOTER_BUTTON} onClick={actions.onRegenerate}>
            <Icon name="again" className="size-4" />
            {log.regenerate}
          </button>
        )}
        {message.text && <CopyButton text={message.text} />}
        {message.text && <ReadAloud text={message.text} />}
        {message.id && message.text && (
          <Feedback id={message.id} rating={message.rating} onRate={actions.onRate} />
        )}
      </div>
      <Drawn message={message} />
    </footer>
  );
}

function endingOf({ status, text, finish_reason }: ShownMessage, log: ReturnType<typeof useWords>['log']) {
  if (!text) return log.empty;
  if (status === 'interrupted') return log.interrupted;
  return finish_reason === 'length' ? log.truncated : undefined;
}

function CopyButton({ text }: { text: string }) {
  const { log } = useWords();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await copyText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <button type="button" className={FOOTER_BUTTON} onClick={copy}>
      <Icon name={copied ? 'check' : 'copy'} className="size-4" />
      <span aria-live="polite">{copied ? log.copied : log.copy}</span>
    </button>
  );
}

/** How the words were drawn; or, where no model wrote them, that they are the bank's own. */
function Drawn({ message: { sampling, timings, citations } }: { message: ShownMessage }) {
  const words = useWords();
  if (!timings && !citations?.length) return null;
  const drawn = timings &&
    sampling && [
      samplingSummary(sampling, words),
      fill(words.log.speed, { speed: Math.round(timings.tokens_per_second) }),
    ];
  return (
    <p className="text-xs text-soft tabular-nums" data-testid="drawn">
      {drawn ? drawn.join(' · ') : words.log.verbatim}
    </p>
  );
}
