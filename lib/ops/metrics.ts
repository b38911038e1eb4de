import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

const SECONDS = [0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8];

/** What is measured while the server runs, under the names that /api/metrics shows. */
function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const histogram = <L extends string>(name: string, help: string, labelNames: L[], buckets: number[]) =>
    new Histogram<L>({ name, help, labelNames, buckets, registers });
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter<L>({ name, help, labelNames, registers });
  const gauge = (name: string, help: string) => new Gauge({ name, help, registers });
  return {
    registry,
    answers: counter('ondam_answers_total', 'Replies, by what they did and how they were worded', [
      'channel',
      'action',
      'wording',
    ]),
    refusals: counter('ondam_refusals_total', 'Questions that were refused, by why', ['channel', 'reason']),
    fallbacks: counter(
      'ondam_fallbacks_total',
      "Replies in the entry's text instead of the model's, by why",
      ['channel', 'reason'],
    ),
    errors: counter('ondam_errors_total', 'Errors that a caller was told, by code', ['code']),
    requests: counter('ondam_http_requests_total', 'Requests', ['kind', 'status']),
    firstToken: histogram(
      'ondam_time_to_first_token_seconds',
      'From the question to the first words that are shown',
      ['channel', 'wording'],
      SECONDS,
    ),
    perToken: histogram(
      'ondam_time_per_token_seconds',
      'Of each token that the model writes after the first',
      ['channel'],
      [0.001, 0.002, 0.004, 0.008, 0.016, 0.032, 0.064, 0.128, 0.256],
    ),
    answer: histogram('ondam_answer_seconds', 'From the question to the last word', ['channel'], SECONDS),
    queued: histogram('ondam_model_queue_seconds', 'Waiting for a place in the model', ['channel'], SECONDS),
    retrieval: histogram(
      'ondam_retrieval_score',
      'Score of the best entry that was found',
      ['channel'],
      [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1],
    ),
    modelQueue: gauge('ondam_model_queue_depth', 'Generations that run in the model or wait for it'),
    handoffQueue: gauge('ondam_handoff_queue_depth', 'Customers who wait for a person'),
  };
}

/** Bundling copies this module; the numbers are those of one process. */
const shared = globalThis as { ondamMetrics?: ReturnType<typeof createMetrics> };
shared.ondamMetrics ??= createMetrics();

export const metrics = shared.ondamMetrics;
