import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as after } from 'node:timers/promises';
import { freePort } from '@/scripts/commands.mjs';

/** Characters kept of what a server prints: all of it, but for one that fails without end. */
const MOST_OUTPUT = 20_000_000;

/** The built server in a process of its own, to be loaded, killed and started again. */
export class BuiltServer {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
    /** What it printed. */
    readonly output: { text: string },
  ) {}

  /**
   * Starts it on a free port, and waits until it listens; with `until`, until its health says so.
   *
   * @throws with what it printed, when it ends instead
   */
  static async start(env: Record<string, string>, until?: string): Promise<BuiltServer> {
    const port = await freePort();
    const child = spawn(process.execPath, ['node_modules/next/dist/bin/next', 'start', '-p', String(port)], {
      env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const output = { text: '' };
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk) => {
        output.text = (output.text + chunk).slice(-MOST_OUTPUT);
      });
    }
    const server = new BuiltServer(child, `http://localhost:${port}`, output);
    await server.until((health) => until === undefined || health.status === until);
    return server;
  }

  get pid(): number {
    return this.child.pid as number;
  }

  /** The model's processes. */
  children(): number[] {
    try {
      const told = execFileSync('ps', ['-o', 'pid=', '--ppid', String(this.pid)], { encoding: 'utf8' });
      return told.trim().split(/\s+/).filter(Boolean).map(Number);
    } catch {
      return []; // ps finds none
    }
  }

  async health(): Promise<Record<string, unknown>> {
    return (await fetch(`${this.url}/api/health`, { signal: AbortSignal.timeout(30_000) })).json();
  }

  /** Waits for a state of health. @throws when the server has ended, or it takes five minutes */
  async until(holds: (health: Record<string, unknown>) => boolean): Promise<void> {
    for (const deadline = performance.now() + 300_000; ; await after(200)) {
      if (this.child.exitCode !== null || this.child.signalCode !== null) {
        throw new Error(`the server ended:\n${this.output.text}`);
      }
      const health = await this.health().catch(() => undefined);
      if (health && holds(health)) return;
      if (performance.now() > deadline) throw new Error(`not in five minutes: ${JSON.stringify(health)}`);
    }
  }

  async kill(signal: NodeJS.Signals = 'SIGKILL'): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill(signal);
    await ended;
  }
}
