import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { createGunzip } from 'node:zlib';
import { CorpusError } from './error';

// A webpack bundle in CommonJS: Node cannot see its named exports through `import`.
const { XzReadableStream } = createRequire(import.meta.url)(
  'xz-decompress',
) as typeof import('xz-decompress');

const READABLE = /\.(txt|jsonl)(\.(xz|gz))?$/;

/** Name of a file's source: its base name without .txt, .jsonl, .xz, .gz. */
export function sourceName(file: string): string {
  return path.basename(file).replace(READABLE, '');
}

export function isJsonLines(file: string): boolean {
  return /\.jsonl(\.(xz|gz))?$/.test(file);
}

/**
 * All corpus files (.txt and .jsonl, plain, .xz or .gz) at a path: the file itself, or those in the
 * folder and its subfolders, sorted by name so that every run reads them in the same order.
 * @throws CorpusError `missing_corpus`, `empty_corpus`
 */
export function listFiles(location: string): string[] {
  if (!existsSync(location)) throw new CorpusError('missing_corpus', `there is no corpus at ${location}`);
  if (statSync(location).isFile()) return [location];
  const files = readdirSync(location, { recursive: true, encoding: 'utf8' })
    .filter((name) => READABLE.test(name))
    .sort()
    .map((name) => path.join(location, name));
  if (files.length === 0) {
    throw new CorpusError('empty_corpus', `${location} holds no .txt or .jsonl file (plain, .xz or .gz)`);
  }
  return files;
}

/** Streams a file's lines, decompressing on the way; memory does not grow with the file. */
export async function* readLines(file: string): AsyncGenerator<string> {
  try {
    yield* createInterface({ input: openText(file), crlfDelay: Number.POSITIVE_INFINITY });
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new CorpusError('unreadable_corpus', `cannot read ${file}: ${why}`, { cause });
  }
}

function openText(file: string): Readable {
  const raw = createReadStream(file);
  if (file.endsWith('.gz')) {
    const plain = createGunzip();
    raw.on('error', (error) => plain.destroy(error));
    return raw.pipe(plain);
  }
  if (!file.endsWith('.xz')) return raw;
  const web = Readable.toWeb(raw) as globalThis.ReadableStream<Uint8Array>;
  return Readable.fromWeb(new XzReadableStream(web) as ReadableStream<Uint8Array>);
}
