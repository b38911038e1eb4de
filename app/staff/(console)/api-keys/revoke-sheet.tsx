'use client';

import { useState } from 'react';
import { Sheet } from '@/app/_ui/sheet';
import { callApi, messageOf } from '@/app/staff/api';
import { useWords } from '@/app/staff/words';
import type { ApiKey } from '@/lib/auth/api-keys';
import { fill } from '@/lib/i18n';
import { apiKeysWords } from '@/lib/i18n/staff/api-keys';
import { shellWords } from '@/lib/i18n/staff/shell';

/** Asks once more before a key is revoked. */
export function RevokeSheet({
  given: { id, name, prefix },
  onRevoked,
  onClose,
}: {
  given: ApiKey;
  onRevoked: () => void;
  onClose: () => void;
}) {
  const words = useWords(apiKeysWords);
  const shell = useWords(shellWords);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const revoke = async () => {
    setBusy(true);
    try {
      await callApi('DELETE', `/api/staff/api-keys/${id}`);
      onRevoked();
      onClose();
    } catch (thrown) {
      setError(messageOf(thrown, shell.offline));
      setBusy(false);
    }
  };
  return (
    <Sheet title={fill(words.revoke_key, { name })} close={shell.close} onClose={onClose}>
      <code className="text-sm text-soft">{prefix}…</code>
      <p className="my-3">{words.revoke_sure}</p>
      <p role="alert" className="mb-3 text-sm text-danger empty:hidden">
        {error}
      </p>
      <div className="flex gap-2">
        <button type="button" onClick={onClose} className="button">
          {shell.cancel}
        </button>
        <button type="button" onClick={revoke} disabled={busy} className="button button-danger">
          {words.revoke}
        </button>
      </div>
    </Sheet>
  );
}
