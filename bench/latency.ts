import type { KnowledgeSearch } from '@/lib/knowledge/search';
import { quantiles } from './median';

/** Milliseconds of a search, the question's encoding included, one question after another. */
export async function searchLatency(
  search: KnowledgeSearch,
  questions: readonly string[],
): Promise<{ p50: number; p95: number }> {
  const times: number[] = [];
  for (const question of questions) {
    const began = performance.now();
    await search.search(question, 3);
    times.push(performance.now() - began);
  }
  return quantiles(times);
}
