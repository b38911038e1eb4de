import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { PageLocale } from '@/app/_ui/words';
import { requestLocale } from '@/app/locale';
import { labWords } from '@/lib/i18n/lab/shell';
import { requireLab } from './access';
import { LabHeader } from './header';

export async function generateMetadata(): Promise<Metadata> {
  return { title: labWords[await requestLocale()].title };
}

/** The lab's frame: the way to its rooms above the one that is open. A room brings its own heading. */
export default async function LabLayout({ children }: { children: ReactNode }) {
  await requireLab();
  const locale = await requestLocale();
  return (
    <PageLocale locale={locale}>
      <a href="#content" className="button button-primary absolute top-2 left-2 z-10 not-focus:sr-only">
        {labWords[locale].skip}
      </a>
      <LabHeader />
      <main
        id="content"
        tabIndex={-1}
        className="mx-auto w-full max-w-6xl px-4 py-6 outline-none sm:px-6 lg:py-8"
      >
        {children}
      </main>
    </PageLocale>
  );
}
