import { Circuit } from './circuit';
import type { GenerationRequest, GenerationResult, ModelInfo, TokenEvent } from './engine';
import { RuntimeError } from './errors';
import { ModelProcess, PATIENCE, type Patience } from './process';

/** Generations accepted at once: some take turns in the engine, the others wait there in order of arrival. */
const MOST_IN_FLIGHT = 32;

/**
 * The model as the rest of the program uses it: in another process, started when first needed and again after a
 * crash, with a bounded queue.
 */
export class RuntimeClient {
  private process: Promise<ModelProcess> | undefined;
  private inFlight = 0;
  /** Seconds from request to end, a moving average: what `retry_after` is made of. */
  private averageSeconds = 5;
  private closed = false;
  /** Of the model's processes: one that did not start, died or hung is a failure, a token is a success. */
  private readonly circuit = new Circuit();

  /**
   * @param folder an exported model folder
   * @param log told of each start and crash
   */
  constructor(
    private readonly folder: string,
    private readonly log: (message: string) => void = console.info,
    private readonly patience: Patience = PATIENCE,
  ) {}

  /** Starts the model's process unless it runs. @throws RuntimeError; at once while it keeps failing */
  async start(): Promise<ModelInfo> {
    if (!this.process && !this.circuit.mayTry()) throw resting();
    return (await this.running()).info;
  }

  /**
   * As `Engine.generate`.
   * @throws RuntimeError its codes, `busy`, or `model_unavailable` when the process cannot start, dies or hangs, and at
   *   once while it keeps failing
   */
  async *generate(request: GenerationRequest): AsyncGenerator<TokenEvent, GenerationResult, void> {
    if (this.inFlight >= MOST_IN_FLIGHT) {
      // By Little's law one of the places frees every averageSeconds / MOST_IN_FLIGHT.
      const retryAfter = Math.max(1, Math.ceil(this.averageSeconds / MOST_IN_FLIGHT));
      throw new RuntimeError('busy', `${this.inFlight} requests are running or waiting`, retryAfter);
    }
    this.inFlight++;
    const started = performance.now();
    try {
      if (!this.circuit.mayTry()) throw resting();
      const tokens = (await this.running()).generate(request);
      for (;;) {
        const { done, value } = await tokens.next();
        if (done) return value;
        this.circuit.succeeded();
        yield value;
      }
    } finally {
      this.inFlight--;
      this.averageSeconds += 0.1 * ((performance.now() - started) / 1000 - this.averageSeconds);
    }
  }

  /** Generations that run or wait. */
  get depth(): number {
    return this.inFlight;
  }

  /** Ends the process; what is in flight fails with `model_unavailable`. */
  async close(): Promise<void> {
    this.closed = true;
    await (await this.process?.catch(() => undefined))?.kill();
  }

  private running(): Promise<ModelProcess> {
    if (this.closed) return Promise.reject(new RuntimeError('model_unavailable', 'the runtime is closed'));
    this.process ??= this.spawn().catch((error) => {
      this.process = undefined; // the next request tries again
      this.circuit.failed();
      throw error;
    });
    return this.process;
  }

  private async spawn(): Promise<ModelProcess> {
    const model = await this.startOnSomeDevice();
    const { device, reason, precision } = model.info;
    this.log(`model ${this.folder} (${precision}) runs on ${device} in process ${model.pid}: ${reason}`);
    void model.exited.then(() => {
      this.process = undefined;
      if (this.closed) return;
      this.circuit.failed();
      this.log(`the process of model ${this.folder} ended; starting it again`);
      this.start().catch((error) => this.log(`model ${this.folder} did not start: ${error.message}`));
    });
    return model;
  }

  /** A GPU driver may crash the process instead of failing: then the CPU serves. */
  private async startOnSomeDevice(): Promise<ModelProcess> {
    try {
      return await ModelProcess.start(this.folder, process.env, this.patience);
    } catch (error) {
      const crashed = error instanceof RuntimeError && error.code === 'model_unavailable';
      const asked = process.env.ONDAM_DEVICE || 'auto';
      if (!crashed || asked === 'cpu') throw error;
      this.log(`ONDAM_DEVICE=${asked}: ${error.message}; trying the cpu`);
      const model = await ModelProcess.start(
        this.folder,
        { ...process.env, ONDAM_DEVICE: 'cpu' },
        this.patience,
      );
      model.info.reason = `ONDAM_DEVICE=${asked} crashed the process`;
      return model;
    }
  }
}

const resting = () =>
  new RuntimeError('model_unavailable', 'the model failed several times in a row; it rests');

const shared = globalThis as { ondamRuntimes?: Map<string, RuntimeClient> };

/** Ends a shared client; the next `sharedRuntime` of the folder is a new one. */
export async function closeSharedRuntime(folder: string): Promise<void> {
  const client = shared.ondamRuntimes?.get(folder);
  shared.ondamRuntimes?.delete(folder);
  await client?.close();
}

/** The client of a model folder that this whole process shares, however often bundling copies this module. */
export function sharedRuntime(folder: string): RuntimeClient {
  shared.ondamRuntimes ??= new Map();
  const client = shared.ondamRuntimes.get(folder) ?? new RuntimeClient(folder);
  shared.ondamRuntimes.set(folder, client);
  return client;
}
