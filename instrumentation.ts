/** Runs once when the server starts: the schema and the model are ready before the first question comes. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const [{ getDatabase }, { getModel }] = await Promise.all([
    import('@/lib/db/connection'),
    import('@/lib/answer/model'),
  ]);
  for (const start of [getDatabase, getModel]) {
    // The server starts all the same: the health page and every request say what is missing.
    start().catch((error: Error) => console.error(error.message, error.cause ?? ''));
  }
}
