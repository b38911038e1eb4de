import { Icon } from '@/app/_ui/icons';
import { useWords } from './words';

/** Who to call at once after an accident, before anything is read: each number is a tap away. */
export function EmergencyCard({ kind }: { kind: 'accident' | 'crisis' }) {
  const { title, numbers } = useWords().emergency[kind];
  return (
    <div className="mb-3 rounded-2xl bg-danger-tint p-4 text-danger">
      <strong className="flex items-center gap-1.5">
        <Icon name="warning" className="size-5 shrink-0" />
        {title}
      </strong>
      <ul aria-label={title} className="mt-3 flex flex-wrap gap-x-5 text-sm">
        {numbers.map(({ label, phone }, i) => (
          <li key={phone} className={i === 0 ? 'w-full pb-1' : ''}>
            {i === 0 ? (
              <a
                href={`tel:${phone}`}
                className="flex min-h-12 items-center justify-between gap-3 rounded-xl bg-danger px-4 py-2 font-bold text-surface"
              >
                <span className="flex items-center gap-2">
                  <Icon name="phone" className="size-4 shrink-0" />
                  {label}
                </span>
                <span className="text-lg whitespace-nowrap tabular-nums">{phone}</span>
              </a>
            ) : (
              <a
                href={`tel:${phone}`}
                className="inline-flex min-h-11 items-center gap-1.5 underline underline-offset-4"
              >
                {label} <strong>{phone}</strong>
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
