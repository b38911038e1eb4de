import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { CorpusMeta } from '../corpus/shards';
import { readShard, streamRows } from '../rows';
import { CliError } from './shared';

/** The rows of an encoded corpus. @throws CliError when the folder holds no encoded corpus, or one of another vocabulary */
export function readCorpus(folder: string, time: number, vocab_size: number) {
  const file = path.join(folder, 'meta.json');
  if (!existsSync(file)) {
    throw new CliError(
      'corpus_missing',
      `no encoded corpus in ${folder}: make one with npm run corpus -- --data FOLDER`,
    );
  }
  const meta = JSON.parse(readFileSync(file, 'utf8')) as CorpusMeta;
  const [train, validation] = ['train.bin', 'val.bin'].map((name) => readShard(path.join(folder, name)));
  const highest = train.reduce((a, b) => Math.max(a, b), 0);
  if (highest >= vocab_size) {
    throw new CliError(
      'token_outside_vocabulary',
      `${folder} has token ${highest}; the network knows ${vocab_size}`,
    );
  }
  const rows = { train: streamRows(train, time), validation: streamRows(validation, time) };
  if (rows.train.length === 0 || rows.validation.length === 0) {
    throw new CliError('corpus_too_small', `${folder} does not fill one row of ${time} tokens in each split`);
  }
  return { meta, ...rows };
}
