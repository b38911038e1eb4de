import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { requestLocale } from '@/app/locale';
import { getAuth } from '@/lib/auth/auth';
import { may, type Permission } from '@/lib/auth/permissions';
import { type Signed, signedIn } from '@/lib/auth/session';
import { shellWords } from '@/lib/i18n/staff/shell';

/** Who looks at a page of the console; somebody who is not signed in is sent to where one does. */
export async function requireSigned(): Promise<Signed> {
  const signed = await signedIn(await getAuth(), await headers());
  return signed ?? redirect('/staff/sign-in');
}

/** As `requireSigned`, or undefined for somebody without the permission: then the page is `<NotPermitted />`. */
export async function requirePermission(permission: Permission): Promise<Signed | undefined> {
  const signed = await requireSigned();
  return may(signed.role, permission) ? signed : undefined;
}

export async function NotPermitted() {
  const { not_permitted } = shellWords[await requestLocale()];
  return (
    <div className="m-auto max-w-sm p-8 text-center">
      <h1 className="text-xl font-bold">{not_permitted.title}</h1>
      <p className="mt-2 text-soft">{not_permitted.text}</p>
    </div>
  );
}
