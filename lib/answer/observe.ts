import { trace as tracing } from '@opentelemetry/api';
import { metrics } from '@/lib/ops/metrics';
import type { GenerationResult } from '@/model/runtime/engine';
import type { Trace } from './citation';
import type { Plan } from './plan';

/** Counts a reply that was given, and tells it as a span to whoever collects them. No text of it is told. */
export function observeAnswer(
  plan: Plan,
  trace: Trace,
  { timings, usage }: Partial<Pick<GenerationResult, 'timings' | 'usage'>>,
  first_ms?: number,
): void {
  const { question, action } = plan;
  const { wording, hits, ms = 0 } = trace;
  const channel = question.channel ?? 'web';
  metrics.answers.inc({ channel, action, wording });
  metrics.answer.observe({ channel }, ms / 1000);
  if (first_ms !== undefined) metrics.firstToken.observe({ channel, wording }, first_ms / 1000);
  if (hits?.[0]) metrics.retrieval.observe({ channel }, hits[0].score);
  if (timings) metrics.queued.observe({ channel }, timings.queue_ms / 1000);
  if (timings && usage && usage.completion_tokens > 1) {
    metrics.perToken.observe({ channel }, timings.decode_ms / 1000 / (usage.completion_tokens - 1));
  }
  if (wording === 'fallback') metrics.fallbacks.inc({ channel, reason: 'unsupported' });
  if (trace.without) metrics.fallbacks.inc({ channel, reason: trace.without });
  const { intent } = question;
  if (intent.kind === 'refuse') metrics.refusals.inc({ channel, reason: intent.reason });
  else if (action === 'refuse') metrics.refusals.inc({ channel, reason: trace.confidence ?? intent.kind });
  tell(trace, { 'ondam.channel': channel, 'ondam.action': action, 'ondam.wording': wording });
}

/** The pipeline's steps as OpenTelemetry has them; with no collector, nothing. */
function tell({ steps = [], ms = 0 }: Trace, attributes: Record<string, string>): void {
  const tracer = tracing.getTracer('ondam');
  let at = Date.now() - ms;
  tracer.startActiveSpan('answer', { startTime: at, attributes }, (span) => {
    for (const step of steps) {
      tracer.startSpan(step.name, { startTime: at }).end(at + step.ms);
      at += step.ms;
    }
    span.end(at);
  });
}
