/** A corpus, mix or shard that cannot be used; `code` is stable, the message says what to do. */
export class CorpusError extends Error {
  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
