'use client';

import { useCallback, useEffect, useState } from 'react';
import { callApi, messageOf } from '@/app/staff/api';
import { useWords } from '@/app/staff/words';
import type { Session } from '@/lib/auth/team';
import { fill } from '@/lib/i18n';
import { shellWords } from '@/lib/i18n/staff/shell';
import { teamWords } from '@/lib/i18n/staff/team';
import { dateTime } from '../insights/format';
import { deviceOf } from './device';

type Place = Pick<Session, 'id' | 'ipAddress' | 'userAgent'> & { createdAt: string; current: boolean };

/**
 * Where somebody is signed in, each place with a button that ends it.
 *
 * @param revision a new one asks again
 */
export function Sessions({ staffId, revision = 0 }: { staffId: string; revision?: number }) {
  const words = useWords(teamWords);
  const shell = useWords(shellWords);
  const [places, setPlaces] = useState<Place[]>();
  const [error, setError] = useState<string>();
  const load = useCallback(
    () => callApi<Place[]>('GET', `/api/staff/sessions?staff_id=${encodeURIComponent(staffId)}`),
    [staffId],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision means that the places changed.
  useEffect(() => {
    load().then(setPlaces, (thrown) => setError(messageOf(thrown, shell.offline)));
  }, [load, revision, shell.offline]);
  const end = async (id: string) => {
    setError(undefined);
    try {
      await callApi('DELETE', `/api/staff/sessions/${encodeURIComponent(id)}`);
      setPlaces(await load());
    } catch (thrown) {
      setError(messageOf(thrown, shell.offline));
    }
  };
  return (
    <section>
      <h2 className="font-semibold">{shell.sessions.title}</h2>
      {!places && !error && <p className="text-sm text-soft">{shell.loading}</p>}
      {places?.length === 0 && <p className="text-sm text-soft">{words.sessions_none}</p>}
      <p role="alert" className="text-sm text-danger empty:hidden">
        {error}
      </p>
      <ul className="divide-y divide-line">
        {places?.map((place) => (
          <li key={place.id} className="flex items-center justify-between gap-3 py-2 text-sm">
            <div className="min-w-0">
              <p>
                {deviceOf(place.userAgent) ?? words.unknown_device}{' '}
                {place.current && <span className="badge">{shell.sessions.here}</span>}
              </p>
              <p className="text-soft tabular-nums">
                {fill(shell.sessions.since, { time: dateTime(new Date(place.createdAt)) })} {place.ipAddress}
              </p>
            </div>
            {!place.current && (
              <button type="button" onClick={() => end(place.id)} className="button">
                {shell.sessions.end}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
