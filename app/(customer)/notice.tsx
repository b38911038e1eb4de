import { useWords } from './words';

/** That an AI answers, and where a person does. Always in sight, as Korea's AI Basic Act asks. */
export function Notice() {
  const { notice } = useWords();
  return (
    <p className="px-2 pt-2 text-center text-xs text-balance text-soft">
      {notice.text}{' '}
      <a
        href={`tel:${notice.phone}`}
        className="whitespace-nowrap underline underline-offset-2 hover:text-ink"
      >
        {notice.call} {notice.phone}
      </a>
    </p>
  );
}
