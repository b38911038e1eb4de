/** Runs once when the server starts: schema, knowledge and model are ready before the first question comes. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const [{ getKnowledge }, { getModel }] = await Promise.all([
    import('@/lib/knowledge/service'),
    import('@/lib/answer/model'),
  ]);
  for (const start of [getKnowledge, getModel]) {
    // The server starts all the same: the health page and every request say what is missing.
    start().catch((error: Error) => console.error(error.message, error.cause ?? ''));
  }
}
