import { prettifyError, ZodError } from 'zod';

/** Runs once when the server starts: schema, accounts, knowledge, model and bots are ready before the first question comes. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return;
  const [{ readEnvironment }, { readBotSettings }, { verifyFolder }] = await Promise.all([
    import('@/lib/env'),
    import('@/lib/bots/settings'),
    import('@/model/runtime/folder'),
  ]);
  try {
    readBotSettings();
    // A bank does not let weights speak that are not those which were measured.
    verifyFolder(readEnvironment().ONDAM_MODEL_DIR);
  } catch (thrown) {
    // For whoever starts it; there is no log yet.
    process.stderr.write(`${thrown instanceof ZodError ? prettifyError(thrown) : thrown}\n`);
    process.exit(1);
  }
  if (process.env.OTEL_EXPORTER_OTLP_ENDPOINT) {
    const { registerOTel } = await import('@vercel/otel');
    registerOTel({ serviceName: process.env.OTEL_SERVICE_NAME || 'ondam' });
  }
  const [{ noteAddresses }, { noteRequests }, { keepHouse }, { log }] = await Promise.all([
    import('@/lib/ops/addresses'),
    import('@/lib/ops/requests'),
    import('@/lib/ops/housekeeping'),
    import('@/lib/ops/log'),
  ]);
  noteAddresses();
  noteRequests();
  process.on('warning', ({ name, message }) => log.warn({ name }, message));
  const [{ getKnowledge }, { getModel }, { prepareAccounts }, { startBots }] = await Promise.all([
    import('@/lib/knowledge/service'),
    import('@/lib/answer/model'),
    import('@/lib/auth/prepare'),
    import('@/lib/bots/start'),
  ]);
  for (const start of [prepareAccounts, getKnowledge, getModel, startBots]) {
    // The server starts all the same: the health page and every request say what is missing.
    start().catch((err: Error) => log.error({ err }, 'not started'));
  }
  keepHouse();
}
