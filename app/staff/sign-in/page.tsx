import type { Metadata } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { requestLocale } from '@/app/locale';
import { getAuth } from '@/lib/auth/auth';
import { DEMO_ACCOUNTS } from '@/lib/auth/demo';
import { signedIn } from '@/lib/auth/session';
import { readEnvironment } from '@/lib/env';
import { shellWords } from '@/lib/i18n/staff/shell';
import { StaffLocale } from '../words';
import { SignInForm } from './form';

export async function generateMetadata(): Promise<Metadata> {
  return { title: shellWords[await requestLocale()].sign_in.title, robots: 'noindex' };
}

export default async function SignInPage() {
  if (await signedIn(await getAuth(), await headers())) redirect('/staff');
  const { ONDAM_MODE, ONDAM_DEMO_PASSWORD } = readEnvironment();
  const demo = ONDAM_MODE === 'demo' ? { accounts: DEMO_ACCOUNTS, password: ONDAM_DEMO_PASSWORD } : undefined;
  return (
    <StaffLocale locale={await requestLocale()}>
      <SignInForm demo={demo} />
    </StaffLocale>
  );
}
