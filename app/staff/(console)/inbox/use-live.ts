import { useEffect, useState } from 'react';
import type { Live } from '@/app/api/staff/inbox/live';

/** What a live address tells, newest first, and whether it is connected; an error of the server's ends it. */
export function useLive<T>(address: string | undefined, initial: T | undefined) {
  const [snapshot, setSnapshot] = useState(initial);
  const [connected, setConnected] = useState(true);
  const [error, setError] = useState<string>();
  useEffect(() => {
    setError(undefined);
    if (!address) return setSnapshot(undefined);
    const source = new EventSource(address);
    source.onopen = () => setConnected(true);
    source.onerror = () => setConnected(false);
    source.onmessage = ({ data }) => {
      const told: Live<T> = JSON.parse(data);
      if ('snapshot' in told) return setSnapshot(() => told.snapshot);
      source.close();
      if (told.error.code === 'not_signed_in') window.location.assign('/staff/sign-in');
      setError(told.error.message);
    };
    return () => source.close();
  }, [address]);
  return { snapshot, connected, error };
}
