import { Icon } from '@/app/_ui/icons';
import { useWords } from './words';

/** Who to call at once after an accident, before anything is read: each number is a tap away. */
export function EmergencyCard({ kind }: { kind: 'accident' | 'crisis' }) {
  const { title, numbers } = useWords().emergency[kind];
  const [first, ...others] = numbers;
  return (
    <section aria-label={title} className="mb-3 rounded-2xl bg-danger-tint p-4 text-danger">
      <h3 className="flex items-center gap-1.5 font-bold">
        <Icon name="warning" className="size-5 shrink-0" />
        {title}
      </h3>
      <a
        href={`tel:${first.phone}`}
        className="mt-3 flex min-h-12 items-center justify-between gap-3 rounded-xl bg-danger px-4 py-2 font-bold text-surface"
      >
        <span className="flex items-center gap-2 text-sm">
          <Icon name="phone" className="size-4 shrink-0" />
          {first.label}
        </span>
        <span className="text-lg whitespace-nowrap tabular-nums">{first.phone}</span>
      </a>
      <ul className="mt-2 flex flex-wrap gap-x-5 text-sm">
        {others.map(({ label, phone }) => (
          <li key={phone}>
            <a
              href={`tel:${phone}`}
              className="inline-flex min-h-11 items-center gap-1.5 underline underline-offset-4"
            >
              {label} <strong>{phone}</strong>
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
