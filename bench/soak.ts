import { ensureBuilt } from '@/scripts/prepare.mjs';
import { soak } from './soak/run';
import type { BenchOptions, BenchResult } from './types';

/** Many customers at once on one server, for minutes: what it answers, what it refuses, what it forgets, how it grows. */
export async function bench({ sessions = 200, minutes = 10 }: BenchOptions): Promise<BenchResult> {
  await ensureBuilt();
  return soak({ sessions, minutes });
}
