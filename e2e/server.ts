import { type ChildProcess, spawn } from 'node:child_process';
import { freePort } from '../scripts/commands.mjs';

/** A further server of the built app, beside the one that Playwright starts. */
export class Server {
  /** What it wrote to its log so far. */
  output = '';

  private constructor(
    readonly baseURL: string,
    private readonly child: ChildProcess,
  ) {
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        this.output += chunk;
      });
    }
  }

  /** Starts one. It may not answer yet: `ready` waits until it does. */
  static async start(env: Record<string, string>): Promise<Server> {
    const port = await freePort();
    const next = ['node_modules/next/dist/bin/next', 'start', '-p', String(port)];
    const child = spawn(process.execPath, next, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, NODE_ENV: 'production', ...env },
    });
    return new Server(`http://localhost:${port}`, child);
  }

  async ready(): Promise<void> {
    for (const deadline = Date.now() + 120_000; Date.now() < deadline; ) {
      if (this.child.exitCode !== null) throw new Error(`the server ended:\n${this.output}`);
      const health = await fetch(`${this.baseURL}/api/health`).catch(() => undefined);
      if (health?.ok) return;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    throw new Error(`the server is not ready:\n${this.output}`);
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill();
    await ended;
  }
}
