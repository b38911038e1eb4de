'use client';

import { useEffect, useState } from 'react';
import type { TrainingNow } from '@/app/api/lab/training/route';
import { callApi } from '@/app/staff/api';
import type { Run, RunSummary } from '@/lib/lab/training/runs';

/** Often while the run goes on; else now and then, for one that begins. */
const RUNNING_MS = 2_000;
const RESTING_MS = 15_000;

/** The runs and the chosen one, kept as they are now while the page is looked at. */
export function useTraining(first: { runs: RunSummary[]; run: Run }) {
  const [now, setNow] = useState(first);
  const { id, version, state } = now.run;
  useEffect(() => {
    const look = async () => {
      if (document.hidden) return;
      const query = new URLSearchParams({ run: id, version });
      // Out of reach for once: what is shown stays, and the next look may succeed.
      const found = await callApi<TrainingNow>('GET', `/api/lab/training?${query}`).catch(() => undefined);
      if (found) setNow(({ run }) => ({ runs: found.runs, run: found.run ?? run }));
    };
    const timer = setInterval(look, state === 'running' ? RUNNING_MS : RESTING_MS);
    return () => clearInterval(timer);
  }, [id, version, state]);
  return now;
}
