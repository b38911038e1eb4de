/**
 * One value per process, made on first use. Next.js bundles every route on its own, so a module's variable
 * may exist several times; the global registry does not. A failed attempt is forgotten, so the next tries anew.
 */
export function singleton<T>(name: string, make: () => Promise<T>): () => Promise<T> {
  const key = Symbol.for(`ondam.${name}`);
  const registry = globalThis as unknown as Record<symbol, Promise<T> | undefined>;
  return () => {
    registry[key] ??= make().catch((error) => {
      registry[key] = undefined;
      throw error;
    });
    return registry[key];
  };
}
