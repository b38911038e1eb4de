'use client';

import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { Icon, Mark } from '@/app/_ui/icons';
import { switchLocale } from '@/app/switch-locale';
import type { Role } from '@/lib/auth/permissions';
import { shellWords } from '@/lib/i18n/staff/shell';
import { useLocale, useWords } from '../words';

const ICONS = {
  assistant: 'spark',
  inbox: 'inbox',
  knowledge: 'book',
  insights: 'chart',
  audit: 'list',
  team: 'team',
  'api-keys': 'key',
  operations: 'sliders',
} as const;

export type Room = keyof typeof ICONS;

/** Pages that belong to a room and stand beside it in the address. */
const WITHIN: Partial<Record<Room, string[]>> = { insights: ['traces'] };

/** At the side on a wide screen, along the top on a narrow one. */
export function Navigation({ rooms, name, role }: { rooms: Room[]; name: string; role: Role }) {
  const words = useWords(shellWords);
  const path = usePathname();
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-2 border-b border-line bg-surface px-3 py-2 lg:h-full lg:w-52 lg:flex-col lg:flex-nowrap lg:items-stretch lg:overflow-y-auto lg:border-r lg:border-b-0 lg:py-4">
      <Link href="/staff" className="flex items-center gap-2 rounded-lg px-1 py-1 font-bold lg:mb-4">
        <Mark className="size-7" />
        {words.title}
      </Link>
      <nav
        aria-label={words.nav}
        className="order-last -mx-3 w-screen overflow-x-auto px-3 lg:order-none lg:mx-0 lg:w-auto lg:overflow-visible lg:px-0"
      >
        <ul className="flex gap-1 lg:flex-col">
          {rooms.map((room) => {
            const here = [room, ...(WITHIN[room] ?? [])].some((part) => path.startsWith(`/staff/${part}`));
            return (
              <li key={room}>
                <Link
                  href={`/staff/${room}`}
                  aria-current={here ? 'page' : undefined}
                  className={`flex min-h-11 items-center gap-2 rounded-xl px-3 text-sm whitespace-nowrap ${here ? 'bg-tint font-semibold text-accent' : 'text-soft hover:bg-page hover:text-ink'}`}
                >
                  <Icon name={ICONS[room]} />
                  {words.rooms[room]}
                </Link>
              </li>
            );
          })}
        </ul>
      </nav>
      <div className="ml-auto flex items-center gap-1 text-sm lg:mt-auto lg:ml-0 lg:flex-col lg:items-stretch">
        <Link href="/staff/account" className="rounded-lg px-2 py-1.5 leading-tight hover:bg-page">
          <span className="font-semibold">{name}</span>{' '}
          <span className="text-xs text-soft">{words.roles[role]}</span>
        </Link>
        <Link
          href="/lab"
          className="flex min-h-9 items-center rounded-lg px-2 text-soft hover:bg-page hover:text-ink"
        >
          {words.lab}
        </Link>
        <LanguageButton />
        <SignOut />
      </div>
    </header>
  );
}

function LanguageButton() {
  const router = useRouter();
  const words = useWords(shellWords);
  const other = useLocale() === 'ko' ? 'en' : 'ko';
  const change = () => {
    switchLocale(other);
    router.refresh();
  };
  return (
    <button
      type="button"
      onClick={change}
      lang={other}
      className="min-h-9 rounded-lg px-2 text-left text-soft hover:bg-page hover:text-ink"
    >
      {words.other_language}
    </button>
  );
}

function SignOut() {
  const words = useWords(shellWords);
  const out = async () => {
    await fetch('/api/staff/session', { method: 'DELETE' });
    window.location.assign('/staff/sign-in');
  };
  return (
    <button
      type="button"
      onClick={out}
      aria-label={words.sign_out}
      className="flex min-h-9 items-center gap-2 rounded-lg px-2 text-soft hover:bg-page hover:text-ink"
    >
      <Icon name="out" className="size-4" />
      <span className="max-lg:sr-only">{words.sign_out}</span>
    </button>
  );
}
