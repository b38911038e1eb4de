import { Command, Option } from 'commander';
import { PRESETS, type PresetName } from '@/model/config';
import { Tokenizer } from '@/model/tokenizer';
import { ADAMW } from '../optimizer';
import type { Schedule } from '../schedule';
import { initialParameters, initialState } from '../state';
import { readCorpus } from './corpus-rows';
import { runTraining } from './run';
import { requireWithinContext, runCli, wholeNumber } from './shared';

interface Options {
  data: string;
  tokenizer: string;
  preset: PresetName;
  out: string;
  steps: number;
  batch: number;
  accumulate: number;
  time: number;
  lr: number;
  schedule: Schedule['kind'];
  warmup: number;
  dropout: number;
  evaluateEvery: number;
  checkpointEvery: number;
  seed: number;
  threads?: number;
}

const PROMPTS = ['은행에서 계좌를 만들 때', '제1조(목적) 이 법은', '안녕하세요,'];

const program = new Command('npm run pretrain --')
  .description('Trains a GPT from scratch on an encoded corpus; run again to resume where it stopped.')
  .option('--data <folder>', 'encoded corpus, as written by npm run corpus', 'runs/corpus-bank')
  .option('--tokenizer <folder>', 'the tokenizer that encoded it', 'model/bank')
  .addOption(new Option('--preset <name>', 'network').choices(Object.keys(PRESETS)).default('bank-small'))
  .option('--out <folder>', 'where the run is kept', 'runs/bank-small')
  .option('--steps <n>', 'optimizer steps', wholeNumber(1), 3600)
  .option('--batch <n>', 'rows in a micro-batch', wholeNumber(1), 6)
  .option('--accumulate <n>', 'micro-batches in a step', wholeNumber(1), 1)
  .option('--time <n>', 'tokens in a row', wholeNumber(2), 512)
  .option('--lr <rate>', 'highest learning rate', Number, 2e-3)
  .addOption(
    new Option('--schedule <kind>', 'learning rate').choices(['wsd', 'cosine', 'constant']).default('wsd'),
  )
  .option('--warmup <n>', 'steps of rising learning rate', wholeNumber(0), 100)
  .option('--dropout <share>', 'share of elements dropped', Number, 0)
  .option('--evaluate-every <n>', 'steps between evaluations', wholeNumber(1), 250)
  .option('--checkpoint-every <n>', 'steps between checkpoints', wholeNumber(1), 100)
  .option('--seed <n>', 'of weights, order and dropout', wholeNumber(0), 1)
  .option('--threads <n>', 'CPU threads (default: all cores)', wholeNumber(1))
  .action(pretrain);

async function pretrain(options: Options): Promise<void> {
  const config = PRESETS[options.preset];
  const { meta, train, validation } = readCorpus(options.data, options.time, config.vocab_size);
  requireWithinContext(options.time, config.context_length);
  const tokenizer = Tokenizer.load(options.tokenizer);
  const separator = tokenizer.specialId('<|endoftext|>');
  const schedule = {
    kind: options.schedule,
    lr: options.lr,
    min_lr: options.lr / 10,
    warmup_steps: options.warmup,
    decay_share: 0.3,
  };
  const { steps, batch, accumulate, dropout, seed, threads } = options;
  await runTraining(
    options.out,
    {
      config,
      initial: () => initialState(initialParameters(config, seed)),
      train,
      validation,
      bytes_per_token: meta.val.bytes / meta.val.tokens,
      separator,
      batch,
      accumulate,
      steps,
      schedule,
      adamw: ADAMW,
      dropout,
      seed,
      threads,
      chunks: Math.max(1, Math.round((batch * options.time) / 1024)),
      evaluate_every: options.evaluateEvery,
      evaluate_rows: 48,
      checkpoint_every: options.checkpointEvery,
      samples: PROMPTS.map((prompt) => ({
        prompt,
        ids: [separator, ...tokenizer.encode(prompt)],
        sampling: { temperature: 0.8, top_k: 50, max_tokens: 48, seed: 1 },
        stop: [separator],
      })),
      decode: (ids) => tokenizer.decode(ids),
    },
    {
      preset: options.preset,
      steps,
      batch,
      accumulate,
      time: options.time,
      schedule,
      adamw: ADAMW,
      dropout,
      seed,
      corpus: meta,
    },
  );
}

await runCli(program);
