import { setTimeout as after } from 'node:timers/promises';
import { getKnowledge } from '@/lib/knowledge/service';
import type { ModelInfo } from '@/model/runtime/engine';
import { getModel } from './model';

/** How long a health check may wait for the model to say that it is there. */
const PATIENCE_MS = 100;

/** Whether questions can be answered right now. */
export type Health =
  | { status: 'ready'; model: ModelInfo; uptime_seconds: number }
  | { status: 'starting' | 'model_unavailable'; uptime_seconds: number };

/** Never waits for a model that is still loading, or for knowledge that is still read. */
export async function health(): Promise<Health> {
  const uptime_seconds = Math.round(process.uptime());
  const info = Promise.all([getModel().then(({ runtime }) => runtime.start()), getKnowledge()]);
  try {
    const [model] = (await Promise.race([info, after(PATIENCE_MS)])) ?? [];
    return model ? { status: 'ready', model, uptime_seconds } : { status: 'starting', uptime_seconds };
  } catch {
    return { status: 'model_unavailable', uptime_seconds };
  }
}
