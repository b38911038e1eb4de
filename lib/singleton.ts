interface Attempt<T> {
  value: Promise<T>;
  failedAt?: number;
}

/**
 * One value per process, made on first use. Next.js bundles every route on its own, so a module's variable
 * may exist several times; the global registry does not. A failed attempt is repeated by the first use after
 * `retryAfterMs`.
 */
export function singleton<T>(name: string, make: () => Promise<T>, retryAfterMs = 0): () => Promise<T> {
  const key = Symbol.for(`ondam.${name}`);
  const registry = globalThis as unknown as Record<symbol, Attempt<T> | undefined>;
  return () => {
    const last = registry[key];
    if (last && (last.failedAt === undefined || performance.now() < last.failedAt + retryAfterMs)) {
      return last.value;
    }
    const attempt: Attempt<T> = { value: make() };
    attempt.value.catch(() => {
      attempt.failedAt = performance.now();
    });
    registry[key] = attempt;
    return attempt.value;
  };
}
