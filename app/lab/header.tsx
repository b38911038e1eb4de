'use client';

import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { Icon, Mark } from '@/app/_ui/icons';
import { useLocale, useWords } from '@/app/_ui/words';
import { setDisplay, shownDisplay, type Theme } from '@/app/display';
import { switchLocale } from '@/app/switch-locale';
import { labWords } from '@/lib/i18n/lab/shell';

const ROOMS = {
  playground: '/lab',
  training: '/lab/training',
  tokens: '/lab/tokens',
  evaluation: '/lab/evaluation',
  pipeline: '/lab/pipeline',
  tour: '/lab/tour',
} as const;

const SMALL = 'flex min-h-9 items-center rounded-lg px-2 text-soft hover:bg-page hover:text-ink';

/** The lab's name, the way out, and its rooms: they scroll sideways on a phone. */
export function LabHeader() {
  const words = useWords(labWords);
  const path = usePathname();
  return (
    <header className="border-b border-line bg-surface">
      <div className="mx-auto flex max-w-6xl flex-wrap items-center gap-x-2 px-4 pt-2 text-sm sm:px-6">
        <Link href="/lab" className="mr-auto flex items-center gap-2 rounded-lg py-1 text-base font-bold">
          <Mark className="size-7" />
          {words.title}
        </Link>
        <Link href="/" className={SMALL}>
          {words.customer_page}
        </Link>
        <Link href="/staff" className={`${SMALL} max-sm:hidden`}>
          {words.staff_page}
        </Link>
        <LanguageButton />
        <ThemeButton />
      </div>
      <nav aria-label={words.nav} className="mx-auto max-w-6xl overflow-x-auto px-2 sm:px-4">
        <ul className="flex gap-1">
          {Object.entries(ROOMS).map(([room, href]) => {
            const here = path === href;
            return (
              <li key={room}>
                <Link
                  href={href}
                  aria-current={here ? 'page' : undefined}
                  className={`flex min-h-11 items-center border-b-2 px-2.5 text-sm whitespace-nowrap ${here ? 'border-accent font-semibold text-accent' : 'border-transparent text-soft hover:text-ink'}`}
                >
                  {words.rooms[room as keyof typeof ROOMS]}
                </Link>
              </li>
            );
          })}
        </ul>
      </nav>
    </header>
  );
}

function LanguageButton() {
  const router = useRouter();
  const words = useWords(labWords);
  const other = useLocale() === 'ko' ? 'en' : 'ko';
  const change = () => {
    switchLocale(other);
    router.refresh();
  };
  return (
    <button type="button" onClick={change} lang={other} className={SMALL}>
      {words.other_language}
    </button>
  );
}

const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };

/** Goes round: as the device, light, dark. */
function ThemeButton() {
  const words = useWords(labWords);
  const [theme, setTheme] = useState<Theme>('system');
  useEffect(() => setTheme(shownDisplay().theme), []);
  const change = () => {
    setDisplay({ theme: NEXT[theme] });
    setTheme(NEXT[theme]);
  };
  const label = `${words.theme}: ${words.themes[theme]}`;
  return (
    <button type="button" onClick={change} aria-label={label} title={label} className={SMALL}>
      <Icon name="sun" />
    </button>
  );
}
