'use client';

import { useState } from 'react';
import type { Theme } from '@/app/display';
import { Display } from './display';
import { PasswordForm } from './password-form';
import { Sessions } from './sessions';

/** What somebody may set about themselves. */
export function AccountCards({ staffId, theme }: { staffId: string; theme: Theme }) {
  const [revision, setRevision] = useState(0);
  return (
    <>
      <div className="card p-4">
        <Display initialTheme={theme} />
      </div>
      <div className="card p-4">
        <PasswordForm onChanged={() => setRevision(revision + 1)} />
      </div>
      <div className="card p-4">
        <Sessions staffId={staffId} revision={revision} />
      </div>
    </>
  );
}
