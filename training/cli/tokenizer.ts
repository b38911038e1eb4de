import { Command } from 'commander';
import { Tokenizer } from '@/model/tokenizer';
import { type Document, plainText, readDocuments } from '../corpus/documents';
import { isHeldOut, loadMix, mixDocuments, sampleByHash } from '../corpus/mix';
import { listFiles } from '../corpus/read';
import { saveTokenizer, trainTokenizer } from '../tokenizer';
import { CliError, runCli, wholeNumber } from './shared';

interface Options {
  data: string;
  out: string;
  mix?: string;
  vocab: number;
  sampleChars: number;
}

const program = new Command('tokenizer')
  .description('Train a byte-level BPE tokenizer and write tokenizer.json and tokenizer_config.json.')
  .requiredOption('--data <path>', 'folder or file of .txt / .jsonl text, plain, .xz or .gz')
  .requiredOption('--out <folder>', 'where to write the tokenizer')
  .option('--mix <file>', 'take only the training files of this mix (default: every file)')
  .option('--vocab <number>', 'tokens in the vocabulary', wholeNumber(1), 8192)
  .option(
    '--sample-chars <number>',
    'characters to learn from, an equal part for each file',
    wholeNumber(1),
    60e6,
  )
  .action(async (options: Options) => {
    const { training, heldOut } = await sample(options);
    const characters = training.reduce((sum, text) => sum + text.length, 0);
    console.log(`learning ${options.vocab} tokens from ${characters.toLocaleString('en')} characters`);
    const started = performance.now();
    const file = await trainTokenizer(training, options.vocab);
    saveTokenizer(file, options.out);
    console.log(`wrote ${options.out} in ${((performance.now() - started) / 1000).toFixed(1)} s`);
    report(new Tokenizer(file), heldOut);
  });

/** An equal sample of each file, split as the encoded corpus is: the held-out 1 % only measures. */
async function sample({ data, mix, sampleChars }: Options) {
  const readers = mix ? mixReaders(mix, data) : listFiles(data).map((file) => readDocuments(file));
  const training: string[] = [];
  const heldOut: string[] = [];
  for (const [index, reader] of readers.entries()) {
    console.log(`reading ${index + 1} of ${readers.length}`);
    for (const document of await sampleByHash(reader, Math.ceil(sampleChars / readers.length))) {
      const text = plainText(document);
      (isHeldOut(text) ? heldOut : training).push(text);
    }
  }
  if (training.length === 0) throw new CliError('empty_corpus', `${data} holds no usable text`);
  return { training, heldOut };
}

function mixReaders(mix: string, data: string): AsyncIterable<Document>[] {
  return loadMix(mix, data)
    .filter((source) => !source.held_out)
    .flatMap(({ max_chars: _, ...source }) =>
      source.files.map((file) => mixDocuments({ ...source, files: [file] }, new Map())),
    );
}

function report(tokenizer: Tokenizer, heldOut: string[]): void {
  let bytes = 0;
  let tokens = 0;
  for (const text of heldOut) {
    bytes += Buffer.byteLength(text);
    tokens += tokenizer.encode(text).length;
  }
  if (tokens === 0) console.log('no document fell into the held-out 1 %: too little text to measure');
  else
    console.log(
      `held-out: ${(bytes / tokens).toFixed(3)} bytes per token of ${bytes.toLocaleString('en')} bytes`,
    );
}

await runCli(program);
