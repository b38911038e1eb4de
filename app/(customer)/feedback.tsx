import { type FormEvent, useState } from 'react';
import { Icon } from '@/app/_ui/icons';
import { Sheet } from '@/app/_ui/sheet';
import { FEEDBACK_REASONS } from '@/lib/conversations/feedback-reasons';
import { FOOTER_BUTTON } from './answer-footer';
import type { MessageActions } from './message';
import { useWords } from './words';

/** Whether an answer helped; where it did not, why. */
export function Feedback({
  id,
  rating,
  onRate,
}: {
  id: string;
  rating?: 'up' | 'down';
  onRate: MessageActions['onRate'];
}) {
  const { feedback } = useWords();
  const [asking, setAsking] = useState(false);
  const chosen = (mine: 'up' | 'down') => (rating === mine ? `${FOOTER_BUTTON} text-accent` : FOOTER_BUTTON);
  return (
    <>
      <button
        type="button"
        aria-label={feedback.up}
        title={feedback.up}
        aria-pressed={rating === 'up'}
        className={chosen('up')}
        onClick={() => onRate(id, 'up')}
      >
        <Icon name="up" className="size-4" />
      </button>
      <button
        type="button"
        aria-label={feedback.down}
        title={feedback.down}
        aria-pressed={rating === 'down'}
        className={chosen('down')}
        onClick={() => {
          onRate(id, 'down');
          setAsking(true);
        }}
      >
        <Icon name="downvote" className="size-4" />
      </button>
      <span role="status" className="text-sm text-soft">
        {rating && feedback.thanks}
      </span>
      {asking && <ReasonSheet onClose={() => setAsking(false)} onSend={(more) => onRate(id, 'down', more)} />}
    </>
  );
}

function ReasonSheet({
  onClose,
  onSend,
}: {
  onClose: () => void;
  onSend: (more: { reason?: string; comment: string }) => Promise<void>;
}) {
  const { feedback, log } = useWords();
  const [reason, setReason] = useState<string>();
  const [comment, setComment] = useState('');
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    await onSend({ reason, comment });
    onClose();
  };
  return (
    <Sheet title={feedback.title} close={log.close} onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <p className="text-sm text-soft">{feedback.intro}</p>
        <fieldset className="flex flex-col">
          <legend className="sr-only">{feedback.title}</legend>
          {FEEDBACK_REASONS.map((value) => (
            <label key={value} className="flex min-h-11 items-center gap-3">
              <input
                type="radio"
                name="reason"
                checked={reason === value}
                onChange={() => setReason(value)}
              />
              {feedback.reason[value]}
            </label>
          ))}
        </fieldset>
        <label className="flex flex-col gap-1 text-sm">
          {feedback.comment}
          <textarea
            rows={3}
            maxLength={500}
            value={comment}
            onChange={(event) => setComment(event.target.value)}
            className="field"
          />
        </label>
        <button type="submit" className="button button-primary min-h-11 self-end">
          {feedback.send}
        </button>
      </form>
    </Sheet>
  );
}
