import type { Command } from 'commander';
import { OndamError } from '@/lib/errors';
import { dictionaryOf } from '@/lib/i18n';

/** Runs a command line; what goes wrong is told in one line, and ends it with 1. */
export async function runProgram(program: Command): Promise<void> {
  try {
    await program.parseAsync();
  } catch (thrown) {
    console.error(
      thrown instanceof OndamError ? dictionaryOf('ko').errors[thrown.code] : (thrown as Error).message,
    );
    process.exitCode = 1;
  }
}
