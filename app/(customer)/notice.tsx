import Link from 'next/link';
import { Icon } from '@/app/_ui/icons';
import { useWords } from './words';

/** That an AI answers, as Korea's AI Basic Act asks, and the two ways to a person. Always in sight; `lab`: and how the AI was made. */
export function Notice({ onPerson, lab }: { onPerson?: () => void; lab: boolean }) {
  const { notice, handoff } = useWords();
  return (
    <div className="px-2 pt-1 text-center text-xs text-soft">
      <p className="text-balance">{notice.text}</p>
      <p className="flex flex-wrap items-center justify-center gap-x-4">
        {onPerson && (
          <button
            type="button"
            onClick={onPerson}
            title={handoff.ask_hint}
            className="inline-flex min-h-8 items-center gap-1 font-semibold text-accent underline-offset-2 hover:underline"
          >
            <Icon name="person" className="size-4" />
            {handoff.ask}
          </button>
        )}
        <a
          href={`tel:${notice.phone}`}
          className="inline-flex min-h-8 items-center whitespace-nowrap underline underline-offset-2 hover:text-ink"
        >
          {notice.call} {notice.phone}
        </a>
        {lab && (
          <Link href="/lab" prefetch={false} className="inline-flex min-h-8 items-center hover:text-ink">
            {notice.lab}
          </Link>
        )}
      </p>
    </div>
  );
}
