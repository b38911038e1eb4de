import type { Metadata } from 'next';
import { requestDisplay } from '@/app/display.server';
import { requestLocale } from '@/app/locale';
import { requireSigned } from '@/app/staff/guard';
import { shellWords } from '@/lib/i18n/staff/shell';
import { teamWords } from '@/lib/i18n/staff/team';
import { AccountCards } from './cards';

export async function generateMetadata(): Promise<Metadata> {
  return { title: teamWords[await requestLocale()].account.title };
}

export default async function AccountPage() {
  const [{ id, name, email, role }, locale, { theme }] = await Promise.all([
    requireSigned(),
    requestLocale(),
    requestDisplay(),
  ]);
  return (
    <div className="mx-auto flex w-full max-w-xl flex-col gap-4 p-4 lg:p-6">
      <header>
        <h1 className="text-xl font-bold">{teamWords[locale].account.title}</h1>
        <p className="text-sm text-soft">
          {name} · {email} · {shellWords[locale].roles[role]}
        </p>
      </header>
      <AccountCards staffId={id} theme={theme} />
    </div>
  );
}
