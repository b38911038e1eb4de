import Link from 'next/link';
import { requestLocale } from '@/app/locale';
import { insightsWords } from '@/lib/i18n/staff/insights';

const TABS = {
  overview: '/staff/insights',
  feedback: '/staff/insights/feedback',
  cases: '/staff/insights/cases',
  traces: '/staff/traces',
} as const;

/** The pages of this room, side by side. */
export async function Tabs({ here }: { here: keyof typeof TABS }) {
  const { title, tabs } = insightsWords[await requestLocale()];
  return (
    <nav aria-label={title} className="-mx-4 overflow-x-auto px-4 md:-mx-6 md:px-6">
      <ul className="flex gap-4 border-b border-line">
        {Object.entries(TABS).map(([tab, href]) => (
          <li key={tab}>
            <Link
              href={href}
              aria-current={tab === here ? 'page' : undefined}
              className="flex min-h-11 items-center border-b-2 border-transparent text-sm whitespace-nowrap text-soft hover:text-ink aria-[current]:border-accent aria-[current]:font-semibold aria-[current]:text-accent"
            >
              {tabs[tab as keyof typeof TABS]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
