/** A bounded set of reusable things, made when first needed; who finds none free waits in order of arrival. */
export class Pool<T> {
  private readonly free: T[] = [];
  private readonly waiting: ((item: T) => void)[] = [];
  private made = 0;

  constructor(
    private readonly limit: number,
    private readonly make: () => T,
  ) {}

  /** One item, to be released; undefined when the signal aborts first. */
  async acquire(signal?: AbortSignal): Promise<T | undefined> {
    if (signal?.aborted) return undefined;
    const item = this.free.pop();
    if (item !== undefined) return item;
    if (this.made < this.limit) {
      this.made++;
      return this.make();
    }
    return new Promise((resolve) => {
      const give = (item: T) => {
        signal?.removeEventListener('abort', giveUp);
        resolve(item);
      };
      const giveUp = () => {
        this.waiting.splice(this.waiting.indexOf(give), 1);
        resolve(undefined);
      };
      signal?.addEventListener('abort', giveUp, { once: true });
      this.waiting.push(give);
    });
  }

  release(item: T): void {
    const next = this.waiting.shift();
    if (next) next(item);
    else this.free.push(item);
  }
}
