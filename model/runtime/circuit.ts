/** Failures in a row after which what fails is left alone. */
const MOST_FAILURES = 3;
/** For this long; then one caller tries, while the others are still refused. */
const REST_MS = 10_000;

/**
 * A circuit breaker (Nygard, Release It!, 2007): what failed several times in a row is not waited for by everybody. It
 * measures by the monotonic clock: one that reads the time of day stays open for as long as that is set back.
 */
export class Circuit {
  private failures = 0;
  private restsUntil = 0;

  constructor(
    private readonly most = MOST_FAILURES,
    private readonly rest_ms = REST_MS,
  ) {}

  /** Whether to try; after the rest that is one caller, whose outcome is to be told. */
  mayTry(): boolean {
    if (this.failures < this.most) return true;
    if (performance.now() < this.restsUntil) return false;
    this.restsUntil = performance.now() + this.rest_ms;
    return true;
  }

  succeeded(): void {
    this.failures = 0;
  }

  failed(): void {
    this.failures++;
    this.restsUntil = performance.now() + this.rest_ms;
  }
}
