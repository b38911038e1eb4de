import { type FormEvent, useState } from 'react';
import { Sheet } from '@/app/_ui/sheet';
import { FEEDBACK_REASONS } from '@/lib/conversations/feedback-reasons';
import { useWords } from './words';

/** Why an answer did not help. */
export default function FeedbackSheet({
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
