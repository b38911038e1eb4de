import { createHash, timingSafeEqual } from 'node:crypto';
import { and, count, isNull } from 'drizzle-orm';
import { getEmbeddedModel } from '@/lib/answer/model';
import { getDatabase } from '@/lib/db/connection';
import { handoffs } from '@/lib/db/schema';
import { readEnvironment } from '@/lib/env';
import { OndamError } from '@/lib/errors';
import { log } from './log';
import { metrics } from './metrics';

/**
 * All that is measured, as Prometheus reads it.
 *
 * @param authorization the header of whoever asks
 * @throws not_permitted
 */
export async function collectMetrics(authorization: string | null): Promise<{ text: string; type: string }> {
  if (!mayCollect(authorization)) throw new OndamError('not_permitted');
  const { registry, modelQueue, handoffQueue } = metrics;
  // A model or a database that is away takes none of the other numbers with it.
  const [model, waiting] = await Promise.allSettled([getEmbeddedModel(), waitingCustomers()]);
  if (model.status === 'fulfilled') modelQueue.set(model.value.runtime.depth);
  if (waiting.status === 'fulfilled') handoffQueue.set(waiting.value);
  else log.warn({ err: waiting.reason }, 'the hand-off queue was not counted');
  return { text: await registry.metrics(), type: registry.contentType };
}

function mayCollect(authorization: string | null): boolean {
  const { ONDAM_METRICS_TOKEN, ONDAM_MODE } = readEnvironment();
  if (!ONDAM_METRICS_TOKEN) return ONDAM_MODE === 'demo';
  // Of equal length, and compared in a time that says nothing of where they differ.
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(authorization ?? ''), digest(`Bearer ${ONDAM_METRICS_TOKEN}`));
}

async function waitingCustomers(): Promise<number> {
  const db = await getDatabase();
  const [{ waiting }] = await db
    .select({ waiting: count() })
    .from(handoffs)
    .where(and(isNull(handoffs.closed_at), isNull(handoffs.agent_id)));
  return waiting;
}
