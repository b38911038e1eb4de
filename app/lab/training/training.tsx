'use client';

import type { Product } from '@/lib/lab/training/flops';
import type { Run, RunSummary } from '@/lib/lab/training/runs';
import { Compare } from './compare';
import { Configuration } from './configuration';
import { Cost } from './cost';
import { Curves } from './curves';
import { Data } from './data';
import { Facts } from './facts';
import { RunList } from './run-list';
import { Samples } from './samples';
import { Tiles } from './tiles';
import { useTraining } from './use-training';

/** The list of runs, and all that is known of the chosen one. */
export function Training({
  first,
  products,
  llama,
}: {
  first: { runs: RunSummary[]; run: Run };
  products: Product[];
  /** Parameters of Llama 2 7B. */
  llama: number;
}) {
  const { runs, run } = useTraining(first);
  return (
    <>
      <RunList runs={runs} chosen={run.id} />
      <Tiles run={run} />
      <Samples run={run} />
      <Curves run={run} />
      <Compare runs={runs} chosen={run.id} />
      <Configuration run={run} />
      <Data run={run} />
      <Facts run={run} products={products} llama={llama} />
      <Cost run={run} llama={llama} />
    </>
  );
}
