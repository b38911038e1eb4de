import Link from 'next/link';
import { requestLocale } from '@/app/locale';
import { may, type Role } from '@/lib/auth/permissions';
import { operationsWords } from '@/lib/i18n/staff/operations';
import { getSwitches } from '@/lib/ops/switches';

/** Above every room while the model may not write: whoever answers customers must know. */
export async function OffBanner({ role }: { role: Role }) {
  if ((await getSwitches()).generation().on) return null;
  const words = operationsWords[await requestLocale()];
  return (
    <p role="status" className="bg-danger-tint px-4 py-2 text-sm text-danger">
      {words.banner}{' '}
      {may(role, 'switches.change') && (
        <Link href="/staff/operations" className="underline">
          {words.banner_link}
        </Link>
      )}
    </p>
  );
}
