import { asOndamError, ERRORS, type ErrorCode, RETRY_AFTER_SECONDS } from '@/lib/errors';
import { dictionaryOf, errorBody } from '@/lib/i18n';
import { RuntimeError } from '@/model/runtime/errors';

/** OpenAI's kinds of error: the client's fault, too many requests, or ours. */
export type ApiErrorType = 'invalid_request_error' | 'requests' | 'server_error';

/**
 * An error of the OpenAI-compatible API. Its codes are part of OpenAI's contract, which clients of many vendors decide
 * by, and so are apart from the assistant's own (lib/errors). Its readers are programmers: it speaks English.
 */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly param: string | null;
  readonly type: ApiErrorType;
  readonly retry_after?: number;

  constructor(
    readonly status: number,
    readonly code: string | null,
    message: string,
    {
      param = null,
      type = 'invalid_request_error',
      retry_after,
      cause,
    }: { param?: string | null; type?: ApiErrorType; retry_after?: number; cause?: unknown } = {},
  ) {
    super(message, { cause });
    this.param = param;
    this.type = type;
    this.retry_after = retry_after;
  }

  /** The body of a response, and the last event of a stream that fails. */
  get body() {
    const { message, type, param, code } = this;
    return { error: { message, type, param, code } };
  }
}

/** What OpenAI calls what the assistant calls otherwise. */
const CODES: Partial<Record<ErrorCode, [status: number, code: string | null, param?: string]>> = {
  text_empty: [400, 'invalid_value', 'messages'],
  text_control_only: [400, 'invalid_value', 'messages'],
  text_not_well_formed: [400, 'invalid_value', 'messages'],
  text_too_long: [400, 'string_above_max_length', 'messages'],
  context_exceeded: [400, 'context_length_exceeded', 'messages'],
  malformed_json: [400, null],
  body_too_large: [413, 'request_too_large'],
  too_many_requests: [429, 'rate_limit_exceeded'],
  busy: [503, 'server_overloaded'],
};

/** Any thrown value as the caller is told it. What is not foreseen says nothing of itself. */
export function asApiError(thrown: unknown): ApiError {
  if (thrown instanceof ApiError) return thrown;
  if (thrown instanceof RuntimeError) return ofRuntime(thrown);
  const error = asOndamError(thrown);
  const [status, code, param] = CODES[error.code] ?? [ERRORS[error.code].status, error.code];
  const retry_after = Number(error.values.retry_after ?? RETRY_AFTER_SECONDS[error.code]) || undefined;
  const type = status === 429 ? 'requests' : status >= 500 ? 'server_error' : 'invalid_request_error';
  const { message } = errorBody(dictionaryOf('en'), error);
  return new ApiError(status, code, message, { param, type, retry_after, cause: error.cause });
}

function ofRuntime(thrown: RuntimeError): ApiError {
  const { code, message, retry_after } = thrown;
  switch (code) {
    case 'prompt_too_long':
      return new ApiError(400, 'context_length_exceeded', sentence(message), { param: 'prompt' });
    case 'invalid_request':
      return new ApiError(400, 'invalid_value', sentence(message));
    case 'busy': {
      const told = { type: 'server_error', retry_after: retry_after ?? 1 } as const;
      return new ApiError(503, 'server_overloaded', 'Too many requests are waiting. Please try again.', told);
    }
    default: {
      const told = { type: 'server_error', retry_after: 30, cause: thrown } as const;
      return new ApiError(503, 'model_unavailable', 'The model cannot answer at the moment.', told);
    }
  }
}

const sentence = (text: string) => `${text[0].toUpperCase()}${text.slice(1)}.`;
