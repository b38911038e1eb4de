import { z } from 'zod';
import { labRoute } from '@/app/api/_http/lab';
import { readQuery } from '@/app/api/_http/staff';
import { listRuns, type Run, type RunSummary, summaryOf } from '@/lib/lab/training/runs';

const query = z.object({ run: z.string().max(200), version: z.string().max(200).optional() });

/** What training has written down by now. */
export interface TrainingNow {
  runs: RunSummary[];
  /** The run that was asked for, where it is another than the asked `version` of it. */
  run?: Run;
}

export const GET = labRoute(async ({ request }): Promise<TrainingNow> => {
  const { run: id, version } = readQuery(request, query);
  const runs = await listRuns();
  const run = runs.find((one) => one.id === id);
  return { runs: runs.map(summaryOf), run: run?.version === version ? undefined : run };
});
