import type { Ended } from './reply';
import type { Usage } from './responses';
import { MODELS, type ModelId } from './served';

/** What stands around every completion; the fingerprint changes with what could change a seed's words. */
export async function envelopeOf(kind: 'chatcmpl' | 'cmpl', model: ModelId) {
  const { runtime } = await MODELS[model].open();
  const { device, precision } = await runtime.start();
  return {
    id: `${kind}-${crypto.randomUUID().replaceAll('-', '')}`,
    created: Math.floor(Date.now() / 1000),
    model,
    system_fingerprint: `fp_${model}_${precision}_${device}`,
  };
}

/** @param prompt_tokens of each prompt once, however many choices it has */
export function usageOf(ends: readonly Ended[], prompt_tokens: number): Usage {
  const completion_tokens = ends.reduce((sum, end) => sum + end.completion_tokens, 0);
  return { prompt_tokens, completion_tokens, total_tokens: prompt_tokens + completion_tokens };
}
