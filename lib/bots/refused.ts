/** Whether nobody listens where something was sent to. */
export const isRefused = (error: unknown): boolean =>
  error instanceof Error &&
  ((error as NodeJS.ErrnoException).code === 'ECONNREFUSED' || isRefused(error.cause));
