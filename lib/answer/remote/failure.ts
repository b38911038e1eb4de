import { isBrokenCircuitError } from 'cockatiel';
import { APIConnectionError, APIConnectionTimeoutError, APIError } from 'openai';

/** Why an engine did not answer, as the trace keeps it. */
export type RemoteFailure =
  | 'circuit_open'
  | 'timeout'
  | 'connection'
  /** The stream ended before the answer did. */
  | 'cut'
  | 'invalid_response'
  | `http_${number}`;

export class RemoteError extends Error {
  constructor(readonly why: 'timeout' | 'cut' | 'invalid_response') {
    super(why);
  }
}

/** A thrown value's reason; nothing of what the engine said, which may quote the request. */
export function failureOf(thrown: unknown): RemoteFailure {
  if (thrown instanceof RemoteError) return thrown.why;
  if (isBrokenCircuitError(thrown)) return 'circuit_open';
  if (thrown instanceof APIConnectionTimeoutError) return 'timeout';
  if (thrown instanceof APIConnectionError) return 'connection';
  if (thrown instanceof APIError) return thrown.status ? `http_${thrown.status}` : 'invalid_response';
  // What fetch throws while a body is read.
  return thrown instanceof TypeError ? 'cut' : 'invalid_response';
}

/** Whether the same request may fare better in a moment. A customer who waited for a time-out does not wait again. */
export function isTransient(thrown: unknown): boolean {
  const why = failureOf(thrown);
  const status = Number(why.split('_')[1]);
  return why === 'connection' || why === 'cut' || status === 429 || status >= 500;
}
