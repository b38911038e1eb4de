import { prettifyError, ZodError } from 'zod';

/** Runs once when the server starts: schema, accounts, knowledge, model and bots are ready before the first question comes. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const [{ readEnvironment }, { readBotSettings }, { noteAddresses }] = await Promise.all([
    import('@/lib/env'),
    import('@/lib/bots/settings'),
    import('@/lib/ops/addresses'),
  ]);
  noteAddresses();
  try {
    readEnvironment();
    readBotSettings();
  } catch (thrown) {
    console.error(thrown instanceof ZodError ? prettifyError(thrown) : thrown);
    process.exit(1);
  }
  const [{ getKnowledge }, { getModel }, { prepareAccounts }, { startBots }] = await Promise.all([
    import('@/lib/knowledge/service'),
    import('@/lib/answer/model'),
    import('@/lib/auth/prepare'),
    import('@/lib/bots/start'),
  ]);
  for (const start of [prepareAccounts, getKnowledge, getModel, startBots]) {
    // The server starts all the same: the health page and every request say what is missing.
    start().catch((error: Error) => console.error(error.message, error.cause ?? ''));
  }
}
