'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { Choice } from '@/app/_ui/choice';
import { setDisplay, THEMES, type Theme } from '@/app/display';
import { useLocale, useWords } from '@/app/staff/words';
import { switchLocale } from '@/app/switch-locale';
import type { Locale } from '@/lib/i18n/locale';
import { shellWords } from '@/lib/i18n/staff/shell';
import { teamWords } from '@/lib/i18n/staff/team';

const LOCALES: readonly Locale[] = ['ko', 'en'];

/** The language and the brightness of the pages. */
export function Display({ initialTheme }: { initialTheme: Theme }) {
  const { account } = useWords(teamWords);
  const shell = useWords(shellWords);
  const locale = useLocale();
  const router = useRouter();
  const [theme, setTheme] = useState(initialTheme);
  return (
    <section className="flex flex-col gap-3">
      <h2 className="font-semibold">{account.display}</h2>
      <fieldset>
        <legend className="mb-1 text-sm text-soft">{account.language}</legend>
        <Choice
          options={LOCALES.map((value) => ({ value, label: account.languages[value] }))}
          chosen={locale}
          onChoose={(chosen) => {
            switchLocale(chosen);
            router.refresh();
          }}
          className="grid grid-cols-2"
        />
      </fieldset>
      <fieldset>
        <legend className="mb-1 text-sm text-soft">{shell.theme}</legend>
        <Choice
          options={THEMES.map((value) => ({ value, label: shell.themes[value] }))}
          chosen={theme}
          onChoose={(chosen) => {
            setDisplay({ theme: chosen });
            setTheme(chosen);
          }}
          className="grid grid-cols-3"
        />
      </fieldset>
    </section>
  );
}
