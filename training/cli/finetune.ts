import { Command } from 'commander';
import { type Message, renderConversation } from '@/model/prompt';
import { Random } from '@/model/random';
import { Tokenizer } from '@/model/tokenizer';
import { loadBase } from '../checkpoint';
import { developmentExamples, groundedExamples, tuningSources } from '../grounded/examples';
import { paragraphsOf, quoteExamples } from '../grounded/quotes';
import { ADAMW } from '../optimizer';
import { concatRows, type Rows, spreadRows } from '../rows';
import { conversationRows, readDialogues, readFaq } from '../sft';
import { initialState } from '../state';
import { readCorpus } from './corpus-rows';
import { runTraining } from './run';
import { CliError, requireWithinContext, runCli, wholeNumber } from './shared';

interface Options {
  base: string;
  tokenizer: string;
  faq: string;
  dialogues: string;
  data: string;
  replay: number;
  out: string;
  examples: number;
  quotes: number;
  batch: number;
  time: number;
  lr: number;
  dropout: number;
  seed: number;
  threads?: number;
}

const program = new Command('npm run finetune --')
  .description(
    'Tunes a pretrained GPT to answer from the passages that it is given; only the assistant’s tokens count.',
  )
  .option(
    '--base <file>',
    'checkpoint or exported .onnx file to start from',
    'runs/bank-small/best.safetensors',
  )
  .option('--tokenizer <folder>', 'its tokenizer', 'model/bank')
  .option('--faq <path>', 'FAQ entries (.jsonl)', 'data/faq')
  .option('--dialogues <path>', 'conversations (.jsonl)', 'data/dialogues')
  .option('--data <folder>', 'encoded corpus to replay text from', 'runs/corpus-bank')
  .option(
    '--replay <share>',
    'share of rows that are corpus text, so that the language is not forgotten',
    Number,
    0.1,
  )
  .option('--out <folder>', 'where the run is kept', 'runs/bank-small-sft')
  .option('--examples <n>', 'questions with passages, each with other numbers', wholeNumber(1), 4000)
  .option('--quotes <n>', 'questions about corpus text, answered by quoting it', wholeNumber(0), 5000)
  .option('--batch <n>', 'rows in a step', wholeNumber(1), 4)
  .option('--time <n>', 'tokens in a row', wholeNumber(2), 768)
  .option('--lr <rate>', 'highest learning rate', Number, 8e-4)
  .option('--dropout <share>', 'share of elements dropped', Number, 0)
  .option('--seed <n>', 'of order and dropout', wholeNumber(0), 1)
  .option('--threads <n>', 'CPU threads (default: all cores)', wholeNumber(1))
  .action(finetune);

async function finetune(options: Options): Promise<void> {
  const { state: base, meta } = loadBase(options.base);
  const { config } = meta;
  const tokenizer = Tokenizer.load(options.tokenizer);
  if (tokenizer.vocab_size > config.vocab_size) {
    const sizes = `${tokenizer.vocab_size} tokens, the network ${config.vocab_size}`;
    throw new CliError('token_outside_vocabulary', `${options.tokenizer} has ${sizes}`);
  }
  requireWithinContext(options.time, config.context_length);
  const sources = tuningSources(readFaq(options.faq), readDialogues(options.dialogues));
  const corpus =
    options.quotes || options.replay ? readCorpus(options.data, options.time, config.vocab_size) : null;
  const quotes = corpus ? quotesOf(corpus.train, tokenizer, options) : [];
  const tuning = [...examplesOf(sources, options), ...quotes];
  const train = withReplay(conversationRows(tokenizer, tuning, options.time), options, corpus?.train);
  const development = developmentExamples(sources);
  const validation = conversationRows(tokenizer, development, options.time);

  const { batch, dropout, seed, threads, time, lr } = options;
  const steps = Math.max(1, Math.floor(train.length / batch));
  const evaluate_every = Math.ceil(steps / EVALUATIONS);
  const warmup_steps = Math.round(steps / 20);
  const schedule = { kind: 'cosine' as const, lr, min_lr: lr / 20, warmup_steps, decay_share: 1 };
  const amounts = {
    conversations: tuning.length,
    quotes: quotes.length,
    entries: sources.entries.length,
    replay: options.replay,
  };
  console.log(`${tuning.length} conversations: ${train.length} rows, ${steps} steps`);
  await runTraining(
    options.out,
    {
      config,
      initial: () => initialState(base.parameters),
      train,
      validation,
      separator: tokenizer.specialId('<|endoftext|>'),
      batch,
      accumulate: 1,
      steps,
      schedule,
      adamw: ADAMW,
      dropout,
      seed,
      threads,
      chunks: Math.max(1, Math.round((batch * time) / 1024)),
      evaluate_every,
      evaluate_rows: validation.length,
      checkpoint_every: evaluate_every,
      samples: development
        .filter((_, i) => i % Math.ceil(development.length / SAMPLES) === 0)
        .map(([question]) => ({
          prompt: question.content,
          ids: renderConversation(tokenizer, [question], { generationPrompt: true }).ids,
          sampling: { temperature: 0, max_tokens: 200 },
          stop: [tokenizer.specialId('<|end|>')],
        })),
      decode: (ids) => tokenizer.decode(ids),
    },
    {
      base: options.base,
      base_step: meta.step,
      steps,
      batch,
      time,
      schedule,
      adamw: ADAMW,
      dropout,
      seed,
      data: amounts,
    },
  );
}

/** Times that the run is measured, and answers written each time. */
const EVALUATIONS = 8;
const SAMPLES = 4;

/** Grounded questions, and the small talk twice: a tenth of them or less. */
function examplesOf(sources: ReturnType<typeof tuningSources>, { examples, seed }: Options): Message[][] {
  const grounded = groundedExamples(sources, new Random(seed));
  const answered = Array.from({ length: examples }, () => grounded.next().value as Message[]);
  return [...answered, ...sources.smalltalk, ...sources.smalltalk];
}

/** Questions about the corpus's own text; its documents are cut where rows end. */
function quotesOf(corpus: Rows, tokenizer: Tokenizer, { quotes, seed }: Options): Message[][] {
  // A row gives about one paragraph, and many rows are no running text.
  const rows = spreadRows(corpus, 4 * quotes);
  const ids = new BigInt64Array(rows.time);
  const paragraphs = Array.from({ length: rows.length }, (_, row) => {
    rows.fill(row, ids, new BigInt64Array(rows.time), 0);
    return [...paragraphsOf(tokenizer.decode(Array.from(ids, Number)))];
  }).flat();
  if (paragraphs.length === 0) return [];
  const examples = quoteExamples(paragraphs, new Random(seed + 1));
  return Array.from({ length: quotes }, () => examples.next().value as Message[]);
}

/** The tuning rows, and among them rows of the text that the network was pretrained on. */
function withReplay(tuning: Rows, { replay }: Options, corpus?: Rows): Rows {
  if (!(replay >= 0 && replay < 1))
    throw new CliError('invalid_option', `--replay ${replay} is not from 0 to below 1`);
  const count = Math.round((tuning.length * replay) / (1 - replay));
  return count === 0 || !corpus ? tuning : concatRows([tuning, spreadRows(corpus, count)]);
}

await runCli(program);
