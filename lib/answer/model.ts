import { readEnvironment } from '@/lib/env';
import { OndamError } from '@/lib/errors';
import { singleton } from '@/lib/singleton';
import { type RuntimeClient, sharedRuntime } from '@/model/runtime/client';
import { RuntimeError } from '@/model/runtime/errors';
import { Tokenizer } from '@/model/tokenizer';
import { RemoteRuntime } from './remote/runtime';
import type { RemoteSettings } from './remote/settings';
import type { Runtime } from './runtime';

/** The model that answers: where it runs, how it reads text, and how much of it at once. */
export interface Model {
  runtime: Runtime;
  tokenizer: Tokenizer;
  context_length: number;
}

/** A model that does not load is tried again after this long, not with every request. */
const RETRY_AFTER_MS = 10_000;

/** @throws model_unavailable */
export async function openModel(folder: string): Promise<Model & { runtime: RuntimeClient }> {
  const runtime = sharedRuntime(folder);
  try {
    const { context_length } = await runtime.start();
    return { runtime, context_length, tokenizer: Tokenizer.load(folder) };
  } catch (cause) {
    throw new OndamError('model_unavailable', { cause });
  }
}

/** The process's own model, from ONDAM_MODEL_DIR. */
export const getEmbeddedModel = singleton(
  'embedded-model',
  () => openModel(readEnvironment().ONDAM_MODEL_DIR),
  RETRY_AFTER_MS,
);

/** The model that answers: at MODEL_URL where that is set, with the embedded one to fall back on. */
export const getModel = singleton('model', async (): Promise<Model> => {
  const [embedded, settings] = [await getEmbeddedModel(), remoteSettings()];
  if (!settings) return embedded;
  const { runtime, tokenizer } = embedded;
  return { ...embedded, runtime: new RemoteRuntime(runtime, tokenizer, settings) };
});

function remoteSettings(): RemoteSettings | undefined {
  const { MODEL_URL, MODEL_NAME, MODEL_API_KEY, MODEL_API, MODEL_TIMEOUT_SECONDS } = readEnvironment();
  return MODEL_URL === undefined
    ? undefined
    : {
        url: MODEL_URL,
        name: MODEL_NAME,
        key: MODEL_API_KEY,
        api: MODEL_API,
        timeout_ms: 1000 * MODEL_TIMEOUT_SECONDS,
      };
}

/** A runtime's error as the assistant's. */
export function fromRuntime(thrown: unknown): unknown {
  if (!(thrown instanceof RuntimeError)) return thrown;
  switch (thrown.code) {
    case 'busy':
      return new OndamError('busy', { values: { retry_after: thrown.retry_after ?? 1 } });
    case 'prompt_too_long':
      return new OndamError('context_exceeded', { field: 'text' });
    case 'model_unavailable':
    case 'invalid_model':
    case 'invalid_setting':
      return new OndamError('model_unavailable', { cause: thrown });
    case 'invalid_request':
      return new OndamError('internal', { cause: thrown });
  }
}
