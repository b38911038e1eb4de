import { Icon } from '@/app/_ui/icons';
import { useWords } from './words';

/** What went wrong, in the person's words, with the way on. */
export function Problem({
  message,
  onRetry,
  onClose,
}: {
  message: string;
  onRetry?: () => void;
  onClose: () => void;
}) {
  const { problem } = useWords();
  return (
    <div
      role="alert"
      className="mb-2 flex items-center gap-2 rounded-2xl bg-danger-tint py-1.5 pr-1.5 pl-4 text-sm text-danger"
    >
      <p className="mr-auto py-1.5">{message}</p>
      {onRetry && (
        <button
          type="button"
          onClick={onRetry}
          className="h-9 shrink-0 rounded-lg px-2 font-semibold underline-offset-4 hover:underline"
        >
          {problem.retry}
        </button>
      )}
      <button
        type="button"
        onClick={onClose}
        aria-label={problem.close}
        className="grid size-9 shrink-0 place-items-center rounded-lg"
      >
        <Icon name="close" className="size-4" />
      </button>
    </div>
  );
}
