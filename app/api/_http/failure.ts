import { asOndamError, ERRORS, RETRY_AFTER_SECONDS } from '@/lib/errors';
import { type Dictionary, type ErrorBody, errorBody } from '@/lib/i18n';
import { log } from '@/lib/ops/log';
import { metrics } from '@/lib/ops/metrics';

/** A thrown value as the caller is told it; what is our own fault goes to the log with its cause. */
export function told(thrown: unknown, dictionary: Dictionary): ErrorBody {
  const error = asOndamError(thrown);
  metrics.errors.inc({ code: error.code });
  if (ERRORS[error.code].status >= 500) log.error({ err: error.cause ?? error, code: error.code }, 'failed');
  return errorBody(dictionary, error);
}

/** A thrown value as the response to the request that caused it. */
export function failure(thrown: unknown, dictionary: Dictionary): Response {
  const { code, values } = asOndamError(thrown);
  const retryAfter = values.retry_after ?? RETRY_AFTER_SECONDS[code];
  return Response.json(
    { error: told(thrown, dictionary) },
    {
      status: ERRORS[code].status,
      headers: { 'cache-control': 'no-store', ...(retryAfter && { 'retry-after': String(retryAfter) }) },
    },
  );
}
