import { existsSync, readFileSync } from 'node:fs';
import { CliError } from '@/training/cli/shared';

/** The text a textbook run trains on. @throws CliError saying which text is wanted */
export function readText(file: string | undefined, wanted: string): string {
  if (!file) throw new CliError('data_missing', `give the text with --data FILE: ${wanted}`);
  if (!existsSync(file)) throw new CliError('data_missing', `no file ${file}: ${wanted}`);
  return readFileSync(file, 'utf8').normalize('NFC');
}

/** The first nine tenths to learn from, the rest held out, as both textbooks split. */
export function splitText(text: string): { train: string; validation: string } {
  const at = Math.floor(text.length * 0.9);
  return { train: text.slice(0, at), validation: text.slice(at) };
}
