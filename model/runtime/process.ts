import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import type { GenerationRequest, GenerationResult, ModelInfo, TokenEvent } from './engine';
import { RuntimeError } from './errors';
import type { ClientMessage, GenerationMessage, WorkerMessage } from './protocol';

/** A loaded model in a process of its own. It lives until `kill`, or until it crashes. */
export class ModelProcess {
  private readonly generations = new Map<number, Mailbox>();
  private lastId = 0;

  private constructor(
    private readonly child: ChildProcess,
    readonly info: ModelInfo,
    readonly exited: Promise<void>,
  ) {
    child.on('message', (message: GenerationMessage) => this.generations.get(message.id)?.put(message));
    void exited.then(() => {
      const message = `the model's process ended (${endOf(child)})`;
      for (const [id, mailbox] of this.generations) {
        mailbox.put({ type: 'failed', id, code: 'model_unavailable', message });
      }
    });
  }

  /** @throws RuntimeError that the loading failed with, or `model_unavailable` when the process died of it */
  static async start(folder: string, env: NodeJS.ProcessEnv): Promise<ModelProcess> {
    // From the working directory, since bundled server code has no place of its own.
    const worker = path.join(/* turbopackIgnore: true */ process.cwd(), 'model/runtime/worker.ts');
    const child = fork(worker, [folder], { env, execArgv: ['--import', 'tsx'] });
    const exited = new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve()); // it could not even be spawned
    });
    const first = await Promise.race([
      new Promise<WorkerMessage>((resolve) => child.once('message', resolve)),
      exited,
    ]);
    if (first?.type === 'ready') return new ModelProcess(child, first.info, exited);
    child.kill();
    if (first?.type === 'load_failed') throw new RuntimeError(first.code, first.message);
    throw new RuntimeError('model_unavailable', `the model's process ended while loading (${endOf(child)})`);
  }

  /** As `Engine.generate`, and besides throws `model_unavailable` when the process dies. */
  async *generate(request: GenerationRequest): AsyncGenerator<TokenEvent, GenerationResult, void> {
    const { prompt_ids, quotable = [], sampling = {}, forced = [], inspected = 0, signal } = request;
    const id = ++this.lastId;
    const mailbox = new Mailbox();
    const cancel = () => this.send({ type: 'cancel', id });
    this.generations.set(id, mailbox);
    let ended = false;
    try {
      const texts = quotable.map((ids) => [...ids]);
      const prompt = { prompt_ids: [...prompt_ids], quotable: texts };
      this.send({ type: 'generate', id, ...prompt, sampling, forced: [...forced], inspected });
      if (signal?.aborted) cancel();
      signal?.addEventListener('abort', cancel, { once: true });
      for (;;) {
        const message = await mailbox.take();
        ended = message.type !== 'token';
        if (message.type === 'token') yield message.event;
        else if (message.type === 'done') return message.result;
        else throw new RuntimeError(message.code, message.message);
      }
    } finally {
      if (!ended) cancel(); // the consumer left early
      signal?.removeEventListener('abort', cancel);
      this.generations.delete(id);
    }
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  async kill(): Promise<void> {
    this.child.kill();
    await this.exited;
  }

  private send(message: ClientMessage): void {
    // A channel that just broke reports through `exited`.
    if (this.child.connected) this.child.send(message, () => {});
  }
}

/** Messages of one generation, put by the channel and taken by its reader. */
class Mailbox {
  private readonly messages: GenerationMessage[] = [];
  private wake?: () => void;

  put(message: GenerationMessage): void {
    this.messages.push(message);
    this.wake?.();
  }

  async take(): Promise<GenerationMessage> {
    for (;;) {
      const message = this.messages.shift();
      if (message) return message;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}

function endOf(child: ChildProcess): string {
  return child.signalCode ?? `exit code ${child.exitCode}`;
}
