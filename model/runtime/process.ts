import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import type { GenerationRequest, GenerationResult, ModelInfo, TokenEvent } from './engine';
import { RuntimeError } from './errors';
import type { ClientMessage, GenerationMessage, WorkerMessage } from './protocol';

/** How long a model's process may be silent before it counts as hung, and is killed. */
export const PATIENCE = {
  /** Until it has loaded; on a GPU that takes its time. */
  load_ms: 120_000,
  /** While generations run: reading the longest prompt takes a second or two on a slow CPU. */
  silent_ms: 15_000,
};
export type Patience = typeof PATIENCE;

/** A loaded model in a process of its own. It lives until `kill`, or until it crashes. */
export class ModelProcess {
  private readonly generations = new Map<number, Mailbox>();
  private lastId = 0;
  /** When it last said something, or was asked something while it had nothing to do. */
  private lastSign = performance.now();

  private constructor(
    private readonly child: ChildProcess,
    readonly info: ModelInfo,
    readonly exited: Promise<void>,
    { silent_ms }: Patience,
  ) {
    child.on('message', (message: GenerationMessage) => {
      this.lastSign = performance.now();
      this.generations.get(message.id)?.put(message);
    });
    const watch = setInterval(() => {
      const silent = performance.now() - this.lastSign > silent_ms;
      if (this.generations.size > 0 && silent) child.kill('SIGKILL');
    }, silent_ms / 10).unref();
    void exited.then(() => {
      clearInterval(watch);
      const message = `the model's process ended (${endOf(child)})`;
      for (const [id, mailbox] of this.generations) {
        mailbox.put({ type: 'failed', id, code: 'model_unavailable', message });
      }
    });
  }

  /** @throws RuntimeError that the loading failed with, or `model_unavailable` when the process died of it */
  static async start(folder: string, env: NodeJS.ProcessEnv, patience = PATIENCE): Promise<ModelProcess> {
    // From the working directory, since bundled server code has no place of its own.
    const worker = path.join(/* turbopackIgnore: true */ process.cwd(), 'model/runtime/worker.ts');
    const child = fork(worker, [folder], { env, execArgv: ['--import', 'tsx'] });
    const exited = new Promise<void>((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve()); // it could not even be spawned
    });
    const late = setTimeout(() => child.kill('SIGKILL'), patience.load_ms);
    const first = await Promise.race([
      new Promise<WorkerMessage>((resolve) => child.once('message', resolve)),
      exited,
    ]);
    clearTimeout(late);
    if (first?.type === 'ready') return new ModelProcess(child, first.info, exited, patience);
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
    if (this.generations.size === 0) this.lastSign = performance.now();
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
    this.child.kill('SIGKILL'); // one that is stopped hears no gentler signal
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
