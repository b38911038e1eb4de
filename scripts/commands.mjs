import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** A message in both languages, Korean first, and the end of the process. */
export function fail(korean, english) {
  console.error(`\n${korean}\n${english}`);
  process.exit(1);
}

/** Runs a Node program of the repository, showing its output; resolves with its exit code. */
export function runNode(args, env = {}) {
  return run(process.execPath, args, env);
}

/** Runs npm: the very one that runs us, where it does. */
export function runNpm(args, env = {}) {
  const npm = process.env.npm_execpath;
  return npm ? runNode([npm, ...args], env) : run('npm', args, env);
}

/** @returns {Promise<number>} the exit code; 1 for a command that a signal ended or that is not there */
export function run(command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: ROOT,
      stdio: 'inherit',
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...env },
    });
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** @returns {Promise<number>} a port that nothing listens on at the moment */
export function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
