/**
 * The model's own process: loads the folder in its first argument and serves `protocol.ts` over IPC. Apart from
 * the web server, because `session.run` blocks its event loop and a crash in native code takes the process along.
 */
import { z } from 'zod';
import { Engine } from './engine';
import { messageOf, RuntimeError, type RuntimeErrorCode } from './errors';
import { type ClientMessage, clientMessageSchema, type WorkerMessage } from './protocol';

const running = new Map<number, AbortController>();

function send(message: WorkerMessage): void {
  process.send?.(message);
}

function codeAndMessage(error: unknown): { code: RuntimeErrorCode; message: string } {
  const code = error instanceof RuntimeError ? error.code : 'model_unavailable';
  return { code, message: messageOf(error) };
}

async function generate(
  engine: Engine,
  request: Extract<ClientMessage, { type: 'generate' }>,
): Promise<void> {
  const { id } = request;
  const controller = new AbortController();
  running.set(id, controller);
  try {
    const tokens = engine.generate({ ...request, signal: controller.signal });
    let step = await tokens.next();
    for (; !step.done; step = await tokens.next()) send({ type: 'token', id, event: step.value });
    send({ type: 'done', id, result: step.value });
  } catch (error) {
    send({ type: 'failed', id, ...codeAndMessage(error) });
  } finally {
    running.delete(id);
  }
}

function receive(engine: Engine, raw: unknown): void {
  const message = clientMessageSchema.safeParse(raw);
  if (!message.success) {
    const asked = z.object({ id: z.int() }).safeParse(raw);
    const why = z.prettifyError(message.error);
    if (asked.success) send({ type: 'failed', id: asked.data.id, code: 'invalid_request', message: why });
  } else if (message.data.type === 'cancel') running.get(message.data.id)?.abort();
  else void generate(engine, message.data);
}

process.on('disconnect', () => process.exit());
process.on('SIGINT', () => {}); // Ctrl-C reaches the whole group; this process ends with its parent

try {
  const engine = await Engine.load(process.argv[2]);
  process.on('message', (raw) => receive(engine, raw));
  send({ type: 'ready', info: engine.info });
} catch (error) {
  send({ type: 'load_failed', ...codeAndMessage(error) });
}
