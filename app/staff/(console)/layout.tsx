import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { requestLocale } from '@/app/locale';
import { may, type Permission } from '@/lib/auth/permissions';
import { shellWords } from '@/lib/i18n/staff/shell';
import { requireSigned } from '../guard';
import { StaffLocale } from '../words';
import { Navigation, type Room } from './navigation';
import { OffBanner } from './off-banner';

const ROOMS: [Room, Permission][] = [
  ['assistant', 'assistant.use'],
  ['inbox', 'inbox.use'],
  ['knowledge', 'knowledge.read'],
  ['insights', 'insights.read'],
  ['audit', 'audit.read'],
  ['team', 'team.manage'],
  ['api-keys', 'api_keys.manage'],
  ['operations', 'switches.change'],
];

export async function generateMetadata(): Promise<Metadata> {
  return { title: shellWords[await requestLocale()].title, robots: 'noindex' };
}

/** The console's frame: the rooms that this person may enter, beside the one they are in. */
export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const [signed, locale] = await Promise.all([requireSigned(), requestLocale()]);
  const rooms = ROOMS.filter(([, permission]) => may(signed.role, permission)).map(([room]) => room);
  return (
    <StaffLocale locale={locale}>
      <a href="#content" className="button button-primary absolute top-2 left-2 z-10 not-focus:sr-only">
        {shellWords[locale].skip}
      </a>
      <div className="flex min-h-dvh flex-col lg:h-dvh lg:flex-row">
        <Navigation rooms={rooms} name={signed.name} role={signed.role} />
        <main
          id="content"
          tabIndex={-1}
          className="flex min-w-0 flex-1 flex-col outline-none lg:overflow-y-auto"
        >
          <OffBanner role={signed.role} />
          {children}
        </main>
      </div>
    </StaffLocale>
  );
}
