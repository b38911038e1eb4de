import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** Of each period the model's process runs for so long. */
const RUNS_MS = 8;
const PERIOD_MS = 100;

/**
 * Makes the server's model as slow as on a far slower machine, so that an answer can be met in its middle: its process
 * is stopped for most of the time.
 *
 * @returns what lets it run freely again
 */
export function slowModel(): () => void {
  const pids = modelProcesses();
  const signal = (name: NodeJS.Signals) => {
    for (const pid of pids) process.kill(pid, name);
  };
  let stop: NodeJS.Timeout;
  const timer = setInterval(() => {
    signal('SIGCONT');
    stop = setTimeout(() => signal('SIGSTOP'), RUNS_MS);
  }, PERIOD_MS);
  return () => {
    clearInterval(timer);
    clearTimeout(stop);
    signal('SIGCONT');
  };
}

/** The processes that run a model for a server of this folder. */
function modelProcesses(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
        return command.includes('model/runtime/worker') && readlinkSync(`/proc/${pid}/cwd`) === process.cwd();
      } catch {
        return false; // it has ended, or is not ours to look at
      }
    });
}
