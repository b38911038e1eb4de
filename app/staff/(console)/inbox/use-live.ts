import { useEffect, useState } from 'react';
import type { Live } from '@/app/api/staff/inbox/live';
import { ERRORS } from '@/lib/errors';
import type { ErrorBody } from '@/lib/i18n';
import { ApiError, callApi } from '../../api';

/** Until a connection that the browser gave up is tried again. */
const RETRY_MS = 5000;

/** Whether asking again may help: the fault is the server's, or passes. */
const passes = ({ code }: ErrorBody) => ERRORS[code].status >= 500 || code === 'too_many_requests';

/**
 * What an address gives, kept up to date by its `/events`, and whether they are connected. An error that does not
 * pass by itself ends it.
 */
export function useLive<T>(address: string, initial: T | undefined) {
  const [snapshot, setSnapshot] = useState(initial);
  const [connected, setConnected] = useState(true);
  const [error, setError] = useState<string>();
  useEffect(() => {
    let source: EventSource | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let gone = false;

    const connect = () => {
      source = new EventSource(`${address}/events`);
      source.onopen = () => setConnected(true);
      source.onerror = () => {
        setConnected(false);
        // The browser tries a lost connection again itself, but not one that was answered with an error.
        if (source?.readyState === EventSource.CLOSED) later();
      };
      source.onmessage = ({ data }) => {
        const told: Live<T> = JSON.parse(data);
        if ('snapshot' in told) return setSnapshot(() => told.snapshot);
        source?.close();
        if (told.error.code === 'not_signed_in') return window.location.assign('/staff/sign-in');
        fail(new ApiError(told.error));
      };
    };
    const fail = (thrown: unknown) => {
      if (gone) return;
      if (thrown instanceof ApiError && !passes(thrown.body)) return setError(thrown.body.message);
      setConnected(false);
      later();
    };
    // An EventSource does not say what was wrong; a call does, and sends to sign in whoever has to.
    const later = () => {
      timer = setTimeout(() => {
        callApi('GET', address).then(() => gone || connect(), fail);
      }, RETRY_MS);
    };

    setError(undefined);
    connect();
    return () => {
      gone = true;
      clearTimeout(timer);
      source?.close();
    };
  }, [address]);
  return { snapshot, connected, error };
}
