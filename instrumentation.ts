import { prettifyError, ZodError } from 'zod';

/** Runs once when the server starts: schema, accounts, knowledge and model are ready before the first question comes. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const [{ readEnvironment }, { noteAddresses }, { verifyFolder }] = await Promise.all([
    import('@/lib/env'),
    import('@/lib/ops/addresses'),
    import('@/model/runtime/folder'),
  ]);
  noteAddresses();
  try {
    // A bank does not let weights speak that are not those which were measured.
    verifyFolder(readEnvironment().ONDAM_MODEL_DIR);
  } catch (thrown) {
    console.error(thrown instanceof ZodError ? prettifyError(thrown) : thrown);
    process.exit(1);
  }
  const [{ getKnowledge }, { getModel }, { prepareAccounts }] = await Promise.all([
    import('@/lib/knowledge/service'),
    import('@/lib/answer/model'),
    import('@/lib/auth/prepare'),
  ]);
  for (const start of [prepareAccounts, getKnowledge, getModel]) {
    // The server starts all the same: the health page and every request say what is missing.
    start().catch((error: Error) => console.error(error.message, error.cause ?? ''));
  }
}
