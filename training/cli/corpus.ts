import { Command } from 'commander';
import { DocumentEncoder, encodeCorpus } from '../corpus/encode';
import { loadMix } from '../corpus/mix';
import type { CorpusMeta } from '../corpus/shards';
import { runCli, wholeNumber } from './shared';

interface Options {
  data: string;
  mix: string;
  tokenizer: string;
  out: string;
  seed: number;
}

const program = new Command('corpus')
  .description('Clean, de-duplicate, split and encode text into shards for pretraining.')
  .requiredOption('--data <path>', 'folder or file of .txt / .jsonl text, plain, .xz or .gz')
  .option('--mix <file>', 'which files, how much of each, how often', 'training/mixes/bank.json')
  .option('--tokenizer <path>', 'model folder or tokenizer.json', 'model/bank')
  .option('--out <folder>', 'where to write train.bin, val*.bin and meta.json', 'runs/corpus')
  .option('--seed <number>', 'order of the training documents', wholeNumber(0), 1)
  .action(async ({ data, mix, tokenizer, out, seed }: Options) => {
    const run = encodeCorpus(loadMix(mix, data), new DocumentEncoder(tokenizer), out, seed);
    let source = '';
    let step = await run.next();
    while (!step.done) {
      if (step.value.source !== source) {
        source = step.value.source;
        console.log(`${(step.value.characters / 1e6).toFixed(1).padStart(7)} M characters  ${source}`);
      }
      step = await run.next();
    }
    console.log(`wrote ${out}`);
    report(step.value);
  });

function report({ train, val, held_out }: CorpusMeta): void {
  for (const [name, { tokens, documents, bytes }] of Object.entries({ train, val, ...held_out })) {
    const perToken = tokens > 0 ? `, ${(bytes / tokens).toFixed(3)} bytes per token` : '';
    console.log(
      `${name}: ${tokens.toLocaleString('en')} tokens, ${documents.toLocaleString('en')} documents${perToken}`,
    );
  }
}

await runCli(program);
