import { SingleBar } from 'cli-progress';
import { type Command, InvalidArgumentError } from 'commander';

/** An error the user can act on: printed as `error[code]: message`, without a stack. */
export class CliError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Runs a command line to its end; errors go to stderr and exit with 1, the stack only with DEBUG set. */
export async function runCli(program: Command): Promise<void> {
  try {
    await program.parseAsync();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const code = 'code' in error && typeof error.code === 'string' ? error.code : 'unexpected';
    console.error(`error[${code}]: ${error.message}`);
    if (process.env.DEBUG) console.error(error.stack);
    process.exitCode = 1;
  }
}

/** A progress bar on a terminal; silent elsewhere, so that logs stay readable. `format` as in cli-progress. */
export function progressBar(format: string, total: number, payload = {}): SingleBar {
  const bar = new SingleBar({ format, hideCursor: true, noTTYOutput: false, etaBuffer: 50 });
  bar.start(total, 0, payload);
  return bar;
}

/** A commander argument parser for whole numbers such as 8192 or 60e6, at least `minimum`. */
export function wholeNumber(minimum: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < minimum) {
      throw new InvalidArgumentError(`It must be a whole number of at least ${minimum}.`);
    }
    return value;
  };
}

/** @throws CliError where rows would be longer than the network can read */
export function requireWithinContext(time: number, context_length: number): void {
  if (time <= context_length) return;
  throw new CliError('invalid_option', `--time ${time} is beyond the context of ${context_length}`);
}
