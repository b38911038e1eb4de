import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import type { Message } from '@/model/prompt';
import { Tokenizer } from '@/model/tokenizer';
import { type AnswerResult, answerHeldOut, asked } from '../answers';
import { loadCheckpoint } from '../checkpoint';
import type { Amount, CorpusMeta } from '../corpus/shards';
import { bitsPerByte, HeldOut } from '../heldout';
import { readShard, streamRows } from '../rows';
import { LiveSampler } from '../sample';
import { conversationRows, readFaq, readHeldOut } from '../sft';
import { isUnseen } from '../split';
import { progressBar, requireWithinContext, runCli, wholeNumber } from './shared';

interface Options {
  checkpoint: string;
  tokenizer: string;
  data: string;
  faq: string;
  heldOut: string;
  time: number;
  answers: boolean;
  out?: string;
  threads?: number;
}

const program = new Command('npm run evaluate --')
  .description(
    'Measures a checkpoint: perplexity and bits per byte on held-out text, and answers to held-out questions.',
  )
  .option('--checkpoint <file>', 'what to measure', 'runs/bank-small-sft/best.safetensors')
  .option('--tokenizer <folder>', 'its tokenizer', 'model/bank')
  .option(
    '--data <folder>',
    'encoded corpus with held-out shards; passed over when absent',
    'runs/corpus-bank',
  )
  .option('--faq <path>', 'FAQ entries (.jsonl)', 'data/faq')
  .option('--held-out <path>', 'held-out questions (.jsonl)', 'data/eval/questions.jsonl')
  .option('--time <n>', 'tokens in a row', wholeNumber(2), 768)
  .option('--no-answers', 'leave out generating answers')
  .option('--out <file>', 'write the figures as JSON')
  .option('--threads <n>', 'CPU threads (default: all cores)', wholeNumber(1))
  .action(evaluate);

async function evaluate(options: Options): Promise<void> {
  const { state, meta } = loadCheckpoint(options.checkpoint);
  const tokenizer = Tokenizer.load(options.tokenizer);
  requireWithinContext(options.time, meta.config.context_length);
  const separator = tokenizer.specialId('<|endoftext|>');
  const { time, threads } = options;
  const heldOut = await HeldOut.create(meta.config, { batch: 4, time, separator, threads });
  const text: Record<string, { loss: number; perplexity: number; bits_per_byte: number; tokens: number }> =
    {};
  for (const { name, file, amount } of shards(options.data)) {
    const rows = streamRows(readShard(file), time);
    if (rows.length === 0) continue;
    const measured = await heldOut.measure(state.parameters, rows);
    const bits_per_byte = bitsPerByte(measured.loss, amount.bytes / amount.tokens);
    text[name] = { ...measured, bits_per_byte };
    const figures = `perplexity ${measured.perplexity.toFixed(1)}  bits/byte ${bits_per_byte.toFixed(3)}`;
    console.log(`${name.padEnd(24)} ${figures}  (${measured.tokens} tokens)`);
  }

  const questions = readHeldOut(readFaq(options.faq), options.heldOut);
  const exchanges = questions.map(({ entry, question }): Message[] => [
    asked(entry, question),
    { role: 'assistant', content: entry.answer },
  ]);
  const answers = await heldOut.measure(state.parameters, conversationRows(tokenizer, exchanges, time));
  console.log(
    `answers to held-out questions: loss ${answers.loss.toFixed(4)}, perplexity ${answers.perplexity.toFixed(2)}`,
  );
  const generated = options.answers
    ? await generate(options, meta.config, state.parameters, tokenizer, questions)
    : {};
  await heldOut.release();
  const report = {
    checkpoint: options.checkpoint,
    step: meta.step,
    text,
    answers: { ...answers, ...generated },
  };
  if (options.out) writeFileSync(options.out, `${JSON.stringify(report, null, 2)}\n`);
}

/**
 * The held-out shards of an encoded corpus with their sizes: 1 % of all sources together, then the files that are
 * never trained on. A single source's 1 % is too little to tell anything.
 */
function shards(folder: string): { name: string; file: string; amount: Amount }[] {
  const file = path.join(folder, 'meta.json');
  if (!existsSync(file)) {
    console.log(`no encoded corpus in ${folder}: held-out text is not measured`);
    return [];
  }
  const meta = JSON.parse(readFileSync(file, 'utf8')) as CorpusMeta;
  const apart = Object.entries(meta.held_out).map(([name, amount]) => {
    return { name, file: path.join(folder, `val.${name}.bin`), amount };
  });
  return [{ name: 'all sources', file: path.join(folder, 'val.bin'), amount: meta.val }, ...apart];
}

async function generate(
  options: Options,
  config: Parameters<typeof LiveSampler.create>[0],
  parameters: Map<string, Float32Array>,
  tokenizer: Tokenizer,
  questions: ReturnType<typeof readHeldOut>,
) {
  const sampler = await LiveSampler.create(config, { threads: options.threads });
  const bar = progressBar(' answering {bar} {value}/{total} | ETA {eta_formatted}', questions.length);
  const results: AnswerResult[] = [];
  for await (const result of answerHeldOut(sampler, parameters, tokenizer, questions)) {
    bar.increment();
    results.push(result);
  }
  bar.stop();
  await sampler.release();
  const figures = (some: AnswerResult[]) => ({
    questions: some.length,
    exact: mean(some.map(({ exact }) => Number(exact))),
    fact_recall: mean(some.map(({ facts }) => facts)),
  });
  const split = {
    seen: figures(results.filter(({ entry }) => !isUnseen(entry))),
    unseen: figures(results.filter(({ entry }) => isUnseen(entry))),
  };
  for (const [name, { exact, fact_recall }] of Object.entries(split)) {
    const figures = `${percent(exact)} are the passage's own text, ${percent(fact_recall)} of the facts stand in them`;
    console.log(`greedy answers, ${name} entries: ${figures}`);
  }
  return split;
}

const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / Math.max(1, values.length);
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

await runCli(program);
