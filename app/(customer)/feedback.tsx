import { lazy, Suspense, useState } from 'react';
import { Icon } from '@/app/_ui/icons';
import type { MessageActions } from './actions';
import { FOOTER_BUTTON } from './footer-button';
import { useWords } from './words';

const FeedbackSheet = lazy(() => import('./feedback-sheet'));

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
      <Suspense>
        {asking && (
          <FeedbackSheet onClose={() => setAsking(false)} onSend={(more) => onRate(id, 'down', more)} />
        )}
      </Suspense>
    </>
  );
}
