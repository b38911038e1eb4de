import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { getAuth } from '@/lib/auth/auth';
import { signedIn } from '@/lib/auth/session';
import { readEnvironment } from '@/lib/env';

/** Whether anybody may see the lab, or only people of the bank. */
export const isLabPublic = () => readEnvironment().ONDAM_MODE === 'demo';

/** The lab's one rule of access, of its pages and its routes (`labRoute`): open in a demo, else to staff who are signed in. */
export async function mayEnterLab(): Promise<boolean> {
  return isLabPublic() || (await signedIn(await getAuth(), await headers())) !== undefined;
}

/** What every page of the lab calls first: whoever may not enter is sent to where one signs in. */
export async function requireLab(): Promise<void> {
  if (!(await mayEnterLab())) redirect('/staff/sign-in');
}
