import { setTimeout as after } from 'node:timers/promises';
import { asOndamError } from '@/lib/errors';
import { getSwitches } from '@/lib/ops/switches';
import type { Trace } from './citation';
import { getModel, type Model } from './model';
import type { Runtime } from './runtime';

/**
 * What words the answers: the model, until `off` fires; or nothing, and why. Then answers are the cited entries' own
 * texts.
 */
export type Writer =
  | (Omit<Model, 'runtime'> & { runtime: Pick<Runtime, 'generate'>; off?: AbortSignal })
  | { without: NonNullable<Trace['without']> };

/** A question does not wait longer for a model that is still loading. */
const PATIENCE_MS = 10_000;

/** What may word answers at this moment. */
export async function getWriter(): Promise<Writer> {
  const { on, off } = (await getSwitches()).generation();
  if (!on) return { without: 'switched_off' };
  const model = getModel().catch((thrown) => {
    if (asOndamError(thrown).code !== 'model_unavailable') throw thrown;
  });
  const timer = new AbortController();
  const opened = await Promise.race([model, after(PATIENCE_MS, undefined, timer)]);
  timer.abort();
  return opened ? { ...opened, off } : { without: 'unavailable' };
}
