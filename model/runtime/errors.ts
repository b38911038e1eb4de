/** What can go wrong between a request and its answer; stable, so that callers may decide by it. */
export type RuntimeErrorCode =
  /** ONDAM_DEVICE or ONDAM_THREADS holds no such value. */
  | 'invalid_setting'
  /** A file of the model folder is missing, damaged or does not fit the others. */
  | 'invalid_model'
  /** The prompt or the sampling settings cannot be served. */
  | 'invalid_request'
  /** The prompt leaves no room in the model's context. */
  | 'prompt_too_long'
  /** Too many requests wait; `retry_after` says when to try again. */
  | 'busy'
  /** The model's process died or could not start; the next request starts it again. */
  | 'model_unavailable';

export class RuntimeError extends Error {
  override readonly name = 'RuntimeError';

  /** By name: bundling copies this module, and a shared client throws the copy that it was made with. */
  static override [Symbol.hasInstance](thrown: unknown): boolean {
    return thrown instanceof Error && thrown.name === 'RuntimeError';
  }

  /** @param retry_after seconds, with `busy` */
  constructor(
    readonly code: RuntimeErrorCode,
    message: string,
    readonly retry_after?: number,
  ) {
    super(message);
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
